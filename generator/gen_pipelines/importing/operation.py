"""From a pipeline job's config.xml back to an operation: the inverse of :mod:`..jobs.pipeline`.

An operation runs steps of the library and shell commands, one after the other. A script that does anything else is nothing a catalog can say;
it stays in Jenkins, and the message tells at which statement it goes beyond.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..catalog.model import Catalog
from ..jobs.pipeline import DISCARDER, TRIGGERS
from ..jobs.xml import element_name
from .entry import Entry, NotImportable, texts_of
from .script import read_script

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element as Tree

_CPS = "org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition"
_FROM_REPOSITORY = "org.jenkinsci.plugins.workflow.cps.CpsScmFlowDefinition"
_TIMER = "hudson.triggers.TimerTrigger"


def read_operation(root: Tree, catalog: Catalog) -> Entry:
    """An operation that makes a job like this one.

    Raises:
        NotImportable: no operation could.
    """
    definition = root.find("definition")
    of = definition.get("class") if definition is not None else None
    if definition is not None and of == _FROM_REPOSITORY:
        raise NotImportable(_from_elsewhere(definition))
    if definition is None or of != _CPS:
        raise NotImportable(f"its pipeline is a {(of or 'nothing').rpartition('.')[2]}, which the catalog does not know")
    script = read_script(definition.findtext("script") or "", catalog.library.name)
    entry = Entry(dict(texts_of(root)), notes=list(script.notes))
    schedule = _schedule(root)
    if schedule:
        entry.own["schedule"] = schedule
    entry.own["run"] = script.runs
    if script.label is not None and script.label != catalog.defaults.agent.label:
        entry.own["agent"] = script.label
    if script.timeout is not None and script.timeout != "1h":
        entry.own["timeout"] = script.timeout
    entry.own |= _retention(root, entry)
    if definition.findtext("sandbox") != "true":
        entry.notes.append("its script runs outside the sandbox; an operation runs inside")
    if root.findtext("disabled") == "true":
        entry.notes.append("it is disabled; an operation of the catalog is not")
    return entry


def _from_elsewhere(definition: Tree) -> str:
    url = definition.findtext("scm//url") or "a repository"
    path = definition.findtext("scriptPath") or "Jenkinsfile"
    return f"it builds {path} of {url}: as a service it would be a multibranch project, which is another kind of item; add it under another name"


def _schedule(root: Tree) -> str | None:
    trigger = f"triggers/{_TIMER}/spec"
    found = root.findtext(f"properties/{element_name(TRIGGERS)}/{trigger}") or root.findtext(trigger)
    return found.strip() if found else None


def _retention(root: Tree, entry: Entry) -> dict[str, Any]:
    """What is kept, as far as it is not the catalog's default of 30 builds."""
    strategy = root.find(f"properties/{DISCARDER}/strategy")
    if strategy is None:
        entry.notes.append("it keeps all its builds; an operation keeps 30 unless `retention` says more")
        return {}
    names = (("builds", "numToKeep"), ("days", "daysToKeep"), ("artifacts", "artifactNumToKeep"))
    numbers = {key: strategy.findtext(name) or "-1" for key, name in names}
    kept = {key: int(text) for key, text in numbers.items() if text.isdecimal() and int(text) > 0}
    if "builds" not in kept:
        entry.notes.append("it has no limit to its number of builds; an operation keeps 30 unless `retention` says more")
    return {} if kept in ({}, {"builds": 30}) else {"retention": kept}
