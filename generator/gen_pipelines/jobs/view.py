"""XML of a list view in the root folder."""

from __future__ import annotations

from collections.abc import Iterable

from . import marker
from .xml import document, instance, tag

CLASS = "hudson.model.ListView"
COLUMNS = ("Status", "Weather", "Job", "LastSuccess", "LastFailure", "LastDuration", "BuildButton")


def list_view(name: str, description: str, jobs: Iterable[str], marker_line: str) -> str:
    """A list view's XML, as ``createView`` takes it.

    ``jobs`` are paths below the folder (``backend``, ``payments/checkout``), written as Jenkins sorts them: without regard to case.
    A job that is listed and does not exist is simply not shown.
    """
    names = sorted(set(jobs), key=lambda job: (job.casefold(), job))
    text = marker.add(marker.neutral(description), marker_line)
    return document(
        instance(
            CLASS,
            tag("name", name),
            tag("description", text) if text else None,
            tag("filterExecutors", False),
            tag("filterQueue", False),
            tag("properties", of="hudson.model.View$PropertyList"),
            tag("jobNames", tag("comparator", of="java.lang.String$CaseInsensitiveComparator"), *(tag("string", job) for job in names)),
            tag("jobFilters"),
            tag("columns", *(instance(f"hudson.views.{column}Column") for column in COLUMNS)),
            tag("recurse", any("/" in job for job in names)),
        )
    )
