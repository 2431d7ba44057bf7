"""How often Jenkins scans a repository by itself."""

from __future__ import annotations

from ..catalog.durations import seconds
from .xml import Element, instance, tag

MINUTE, HOUR, DAY = 60, 3600, 86400

# How often Jenkins looks whether the interval has passed (config_xml, WorkflowMultiBranchProject fields).
_SPECS = (
    (5 * MINUTE, "* * * * *"),
    (30 * MINUTE, "H/5 * * * *"),
    (1 * HOUR, "H/15 * * * *"),
    (8 * HOUR, "H/30 * * * *"),
    (1 * DAY, "H H/4 * * *"),
    (2 * DAY, "H H/12 * * *"),
)
_RARELY = "H H * * *"


def periodic(interval: int) -> tuple[str, int]:
    """Both fields of ``PeriodicFolderTrigger`` for an interval in seconds: the schedule of the check, and the interval in milliseconds.

    One minute to 30 days, as Jenkins' own form does; XML that says more would not be corrected.
    """
    clamped = min(max(interval, MINUTE), 30 * DAY)
    spec = next((spec for limit, spec in _SPECS if clamped <= limit), _RARELY)
    return spec, clamped * 1000


def folder_triggers(scan: str | None) -> Element:
    """``<triggers>`` of a multibranch project.

    Without the schedule, or with ``1d`` as the interval, Jenkins drops the trigger silently (jenkins_live, config.xml read-back).
    """
    if scan is None:
        return tag("triggers")
    spec, interval = periodic(seconds(scan))
    trigger = "com.cloudbees.hudson.plugins.folder.computed.PeriodicFolderTrigger"
    return tag("triggers", instance(trigger, tag("spec", spec), tag("interval", interval), plugin="cloudbees-folder"))
