"""config.xml of an operation: a pipeline job with its script inside."""

from __future__ import annotations

from ..catalog.model import Operation
from ..catalog.settings import Retention
from . import marker
from .xml import Element, document, instance, tag

ROOT = "flow-definition"
"""XStream's alias of ``WorkflowJob``."""

DISCARDER = "jenkins.model.BuildDiscarderProperty"
NO_CONCURRENT = "org.jenkinsci.plugins.workflow.job.properties.DisableConcurrentBuildsJobProperty"
TRIGGERS = "org.jenkinsci.plugins.workflow.job.properties.PipelineTriggersJobProperty"


def pipeline(operation: Operation, script: str, marker_line: str) -> str:
    """A pipeline job's config.xml.

    The script must not have ``triggers``, ``parameters``, ``buildDiscarder`` or ``disableConcurrentBuilds`` of its own: its first build
    would rewrite the properties that stand here (config_xml, section WorkflowJob). It runs in the sandbox; else it would need an approval.
    """
    text = marker.add(marker.neutral(operation.description), marker_line)
    definition = "org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition"
    return document(
        tag(
            ROOT,
            tag("description", text) if text else None,
            tag("displayName", operation.title) if operation.title else None,
            tag("keepDependencies", False),
            tag("properties", discarder(operation.retention), _one_at_a_time(), _timer(operation.schedule)),
            tag("definition", tag("script", script), tag("sandbox", True), of=definition, plugin="workflow-cps"),
            tag("triggers"),
            tag("disabled", False),
            plugin="workflow-job",
        )
    )


def discarder(retention: Retention) -> Element:
    """Which builds are kept; -1 is no limit."""
    strategy = tag(
        "strategy",
        tag("daysToKeep", retention.days or -1),
        tag("numToKeep", retention.builds),
        tag("artifactDaysToKeep", -1),
        tag("artifactNumToKeep", retention.artifacts or -1),
        of="hudson.tasks.LogRotator",
    )
    return instance(DISCARDER, strategy)


def _one_at_a_time() -> Element:
    return instance(NO_CONCURRENT, tag("abortPrevious", False))


def _timer(schedule: str | None) -> Element | None:
    """The schedule, as a property: ``<triggers>`` of the job itself is legacy and would be moved here."""
    if schedule is None:
        return None
    return instance(TRIGGERS, tag("triggers", instance("hudson.triggers.TimerTrigger", tag("spec", schedule))))
