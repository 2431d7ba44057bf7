"""The real example, for tests of what is made from a catalog."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from gen_pipelines.catalog.check import read_catalog
from gen_pipelines.catalog.model import Catalog
from gen_pipelines.pipeline.build import build_pipeline
from gen_pipelines.pipeline.model import Pipeline, Stage

ROOT = Path(__file__).resolve().parent.parent


@cache
def three_tier(file: str = "pipelines.yaml") -> Catalog:
    """The catalog at the root, or another of the repository's."""
    checked = read_catalog(ROOT / file)
    assert checked.catalog is not None, checked.findings
    return checked.catalog


def catalog_of(text: str, folder: Path) -> Catalog:
    """A catalog from its text; it must be without errors."""
    file = folder / "pipelines.yaml"
    file.write_text(text)
    checked = read_catalog(file)
    assert checked.catalog is not None, checked.findings
    return checked.catalog


def pipeline_of(catalog: Catalog, name: str) -> Pipeline:
    """The pipeline of a service."""
    return build_pipeline(catalog, catalog.services[name])


def stage_of(pipeline: Pipeline, key: str) -> Stage:
    """A stage by its key."""
    return next(stage for stage in pipeline.walk() if stage.key == key)
