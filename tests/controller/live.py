"""An object written anew: what Jenkins cannot load is gone, what was left out has its default, and each class names its plugin's version.

Facts: recorded configurations (``recorded/xml``) and the class fields of the plugins they came from. Fields stand in the order of the classes.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from base64 import b64encode
from hashlib import sha512

from .model import FOLDER, MULTIBRANCH, PIPELINE_TAG
from .plugins import Plugins
from .xmltext import released

_STRATEGY = """<orphanedItemStrategy class="com.cloudbees.hudson.plugins.folder.computed.DefaultOrphanedItemStrategy">
<pruneDeadBranches>true</pruneDeadBranches><daysToKeep>-1</daysToKeep><numToKeep>-1</numToKeep><abortBuilds>false</abortBuilds></orphanedItemStrategy>"""
_OWNER = f'<owner class="{MULTIBRANCH}" reference="../.."/>'
_ALL = f"""<hudson.model.AllView><owner class="{FOLDER}" reference="../../../.."/><name>All</name><filterExecutors>false</filterExecutors>
<filterQueue>false</filterQueue><properties class="hudson.model.View$PropertyList"/></hudson.model.AllView>"""
FOLDER_VIEWS = f"""<folderViews class="com.cloudbees.hudson.plugins.folder.views.DefaultFolderViewHolder">
<views>{_ALL}</views><tabBar class="hudson.views.DefaultViewsTabBar"/></folderViews>"""

_FIELDS: dict[str, dict[str, str]] = {
    FOLDER: {
        "description": "",
        "displayName": "",
        "properties": "<properties/>",
        "folderViews": FOLDER_VIEWS,
        "healthMetrics": "<healthMetrics/>",
        "icon": '<icon class="com.cloudbees.hudson.plugins.folder.icons.StockFolderIcon"/>',
    },
    MULTIBRANCH: {
        "actions": "<actions/>",
        "description": "",
        "displayName": "",
        "properties": "<properties/>",
        "folderViews": f'<folderViews class="jenkins.branch.MultiBranchProjectViewHolder">{_OWNER}</folderViews>',
        "healthMetrics": "<healthMetrics/>",
        "icon": f'<icon class="jenkins.branch.MetadataActionFolderIcon">{_OWNER}</icon>',
        "orphanedItemStrategy": _STRATEGY,
        "triggers": "<triggers/>",
        "disabled": "<disabled>false</disabled>",
        "sources": "<sources/>",
        "factory": f'<factory class="org.jenkinsci.plugins.workflow.multibranch.WorkflowBranchProjectFactory">{_OWNER}<scriptPath>Jenkinsfile</scriptPath></factory>',
    },
    PIPELINE_TAG: {
        "actions": "",
        "description": "",
        "displayName": "",
        "keepDependencies": "<keepDependencies>false</keepDependencies>",
        "properties": "<properties/>",
        "definition": "",
        "triggers": "",
        "quietPeriod": "",
        "authToken": "",
        "disabled": "<disabled>false</disabled>",
    },
}
"""The fields of the items, in the order in which they are written, each with its default; empty: nothing is written."""
_KNOWN = {
    "org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition": {"script", "sandbox"},
    "org.jenkinsci.plugins.workflow.cps.CpsScmFlowDefinition": {"scm", "scriptPath", "lightweight"},
    "org.jenkinsci.plugins.workflow.multibranch.WorkflowBranchProjectFactory": {"owner", "scriptPath"},
    "jenkins.plugins.git.GitSCMSource": {"id", "remote", "credentialsId", "traits", "browser", "gitTool", "remoteName", "rawRefSpecs", "includes", "excludes"},
}
"""The fields of classes that are asked for most; others keep whatever has no dot in its name."""
_TRAITS = "<traits><jenkins.plugins.git.traits.BranchDiscoveryTrait/></traits>"
_NO_STRINGS = {"actions", "columns", "comparator", "data", "extensions", "folderViews", "healthMetrics", "icon", "jobFilters", "jobNames", "libraries", "properties", "sources"}
_NO_STRINGS |= {"specifications", "strategy", "submoduleCfg", "tabBar", "traits", "triggers", "views", "parameterDefinitions", "secret-redacted"}
_SECRETS = {"password", "secret", "secretBytes", "privateKey", "passphrase", "privateKeySource"}
_STRINGS = {"description", "displayName", "script", "scriptPath"}


def live(root: ET.Element, plugins: Plugins) -> ET.Element:
    """What is in memory after a configuration was read."""
    fields = _FIELDS.get(root.tag)
    result = ET.Element(root.tag)
    if fields is None:
        result.extend(kept(child, plugins) for child in root)
        return result
    for name, default in fields.items():
        found = [child for child in root.findall(name) if plugins.loads(child.get("class", "java."))]
        if found and not (name == "disabled" and not found[-1].text):
            result.append(kept(found[-1], plugins))
        elif default and (name != "actions" or root.tag != MULTIBRANCH or _has_sources(root, plugins)):
            result.append(ET.fromstring(default))
    _settle(result)
    return result


def _has_sources(root: ET.Element, plugins: Plugins) -> bool:
    """A scan leaves an empty ``actions``; without a source there is none."""
    return any(plugins.loads(source.get("class", "")) for source in root.iterfind("sources/data/jenkins.branch.BranchSource/source"))


def kept(element: ET.Element, plugins: Plugins) -> ET.Element:
    """An element with what can be loaded of it; its secrets are no longer readable."""
    result = ET.Element(element.tag, {name: value for name, value in element.attrib.items() if name not in ("plugin", "resolves-to")})
    children = [] if element.tag in _STRINGS else list(element)
    result.text = element.text if not children else None
    known = _KNOWN.get(element.get("class", element.tag))
    for child in children:
        if _loads(child, plugins) and (known is None or child.tag in known):
            result.append(kept(child, plugins))
    if element.tag in _SECRETS and result.text and not result.text.startswith("{AQAA"):
        result.text = encrypted(result.text)
    return result


def _loads(element: ET.Element, plugins: Plugins) -> bool:
    if "." in element.tag and not plugins.loads(element.tag):
        return False
    if not plugins.loads(element.get("class", "java.")):
        return False
    source = element.find("source") if element.tag == "jenkins.branch.BranchSource" else None
    return source is None or plugins.loads(source.get("class", ""))


def encrypted(secret: str) -> str:
    """A secret as it stands in a file. Not decipherable, as nothing here asks for it back."""
    return "{AQAAABAAAAAg" + b64encode(sha512(secret.encode()).digest()[:50]).decode() + "}"


def _settle(root: ET.Element) -> None:
    """What objects make of themselves when they are loaded."""
    for number, source in enumerate(root.iterfind("sources/data/jenkins.branch.BranchSource/source"), 1):
        _number(source, number)
    for source in (*root.iterfind("sources/data/jenkins.branch.BranchSource/source"), *root.iter("scm")):
        if source.get("class") == "jenkins.plugins.git.GitSCMSource" and source.find("traits") is None:
            source.append(ET.fromstring(_TRAITS))
    for rotator in root.iter("strategy"):
        if rotator.get("class") == "hudson.tasks.LogRotator" and rotator.find("removeLastBuild") is None:
            ET.SubElement(rotator, "removeLastBuild").text = "false"
    factory = root.find("factory")
    if factory is not None and factory.find("owner") is None:
        factory.insert(0, ET.fromstring(_OWNER))
    triggers = root.find("triggers")
    if root.tag == PIPELINE_TAG and triggers is not None and len(triggers):
        _move_triggers(root, triggers)


def _number(source: ET.Element, number: int) -> None:
    """A source without an id takes its place's number."""
    identifier = source.find("id")
    if identifier is None:
        identifier = ET.Element("id")
        source.insert(0, identifier)
    identifier.text = identifier.text or str(number)


def _move_triggers(root: ET.Element, triggers: ET.Element) -> None:
    """Triggers of a pipeline job are a property of it since long."""
    properties = root.find("properties")
    assert properties is not None
    moved = ET.SubElement(properties, "org.jenkinsci.plugins.workflow.job.properties.PipelineTriggersJobProperty")
    moved.append(triggers)
    root.remove(triggers)


def written(root: ET.Element, plugins: Plugins) -> str:
    """An object as text: indented by two blanks, without a declaration and a final newline."""
    lines: list[str] = []
    _write(root, plugins, "", "", lines)
    return "\n".join(lines)


def _write(element: ET.Element, plugins: Plugins, indent: str, context: str, lines: list[str]) -> None:
    plugin = plugins.of(element.get("class") or (element.tag if "." in element.tag or element.tag == PIPELINE_TAG else "java.")) or ""
    attributes = {**element.attrib}
    if plugin and plugin != context and "reference" not in attributes:
        attributes["plugin"] = f"{plugin}@{plugins.versions[plugin]}"
    head = f"{indent}<{element.tag}" + "".join(f' {name}="{_escaped(value)}"' for name, value in attributes.items())
    if len(element):
        lines.append(f"{head}>")
        for child in element:
            _write(child, plugins, indent + "  ", plugin or context, lines)
        lines.append(f"{indent}</{element.tag}>")
    elif element.text and (element.text.strip() or _is_string(element)):
        lines.append(f"{head}>{_escaped(element.text)}</{element.tag}>")
    else:
        lines.append(f"{head}></{element.tag}>" if _is_string(element) else f"{head}/>")


def _is_string(element: ET.Element) -> bool:
    return "." not in element.tag and "class" not in element.attrib and "reference" not in element.attrib and element.tag not in _NO_STRINGS and element.tag != PIPELINE_TAG


_CONTROL = re.compile("[\x01-\x08\x0b\x0c\r\x0e-\x1f\x7f-\x9f]")


def _escaped(text: str) -> str:
    text = released(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;").replace("'", "&apos;")
    return _CONTROL.sub(lambda match: f"&#x{ord(match.group(0)):x};", text)
