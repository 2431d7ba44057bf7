"""Templates of configs."""

from __future__ import annotations

from gen_pipelines.jobs.canonical import canonical, digest
from gen_pipelines.jobs.folder import folder
from gen_pipelines.jobs.marker import find
from gen_pipelines.jobs.parsing import parse
from gen_pipelines.jobs.template import Template, finish


def test_the_marker_names_what_was_filled_in() -> None:
    """Owner, key and the digest of this item's own config."""
    template = Template(lambda values, line: folder(values["title"], "", line), ["title"])
    config, found = template.fill({"title": "A <b> \\ c"}, "prod", "payments")
    assert found == digest(canonical(folder("A <b> \\ c", "", "")))
    assert find(parse(config).findtext("description")) == ("prod", "payments", found)


def test_a_single_item_is_finished_in_the_same_way() -> None:
    """With and without a template: one result."""
    template = Template(lambda values, line: folder(values["title"], "", line), ["title"])
    assert finish(lambda line: folder("T", "", line), "prod", "payments") == template.fill({"title": "T"}, "prod", "payments")


def test_cosmetic_changes_keep_the_digest() -> None:
    """Each post of a multibranch project is a scan: another indentation must not cause one."""
    config, found = finish(lambda line: folder("T", "Text.", line), "prod", "payments")
    assert digest(canonical(config.replace("\n  ", "\n\t").replace(' plugin="cloudbees-folder"', ""))) == found
