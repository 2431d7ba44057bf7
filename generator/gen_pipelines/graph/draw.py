"""From a service to its picture."""

from __future__ import annotations

from ..catalog.model import Catalog
from ..errors import UserError
from ..pipeline.build import build_pipeline
from ..suggestion import did_you_mean
from . import mermaid, svg, text
from .timing import Timing, before_delivery, parse_times, read_times, time_stages

KINDS = {"text": text.draw, "json": text.as_json, "mermaid": mermaid.draw, "svg": svg.draw}


def picture(catalog: Catalog, name: str, kind: str, *, timed: bool, times_file: str | None = None, whole: bool = False) -> str:
    """The picture of a service's pipeline.

    Raises:
        UserError: there is no such service, or the times are wrong.
    """
    service = catalog.services.get(name)
    if service is None:
        raise UserError(f'there is no service "{name}"', hint=did_you_mean(name, catalog.services) or "`gen-pipelines list` shows them")
    pipeline = build_pipeline(catalog, service)
    timing: Timing | None = None
    if timed:
        times = read_times(times_file, pipeline) if times_file else parse_times(service.settings.timings)
        timing = time_stages(pipeline.stages if whole else before_delivery(pipeline.stages), times)
    return KINDS[kind](pipeline, timing)
