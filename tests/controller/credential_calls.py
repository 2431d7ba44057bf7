"""Credentials stores: of folders, in their configuration, and of the system. Only ids and kinds come out; secrets never do."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import Any

from . import pages
from .call import Call
from .configuration import change
from .export import Mapping
from .live import kept, written
from .model import FOLDER, MULTIBRANCH, ROOT
from .site_calls import api
from .wire import Answer
from .xmltext import BadXml, parse

_PACKAGE = "com.cloudbees.plugins.credentials."
_PROPERTY = "com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider_-FolderCredentialsProperty"
_LIST = f"properties/{_PROPERTY}/domainCredentialsMap/entry/java.util.concurrent.CopyOnWriteArrayList"
_EMPTY = f"""<{_PROPERTY}><domainCredentialsMap class="hudson.util.CopyOnWriteMap$Hash"><entry>
<{_PACKAGE}domains.Domain><specifications/></{_PACKAGE}domains.Domain><java.util.concurrent.CopyOnWriteArrayList/></entry></domainCredentialsMap></{_PROPERTY}>"""
_STORES = {
    "folder": "com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider$FolderCredentialsProperty$CredentialsStoreActionImpl",
    "system": f"{_PACKAGE}SystemCredentialsProvider$UserFacingAction",
}
_TYPES = {
    f"{_PACKAGE}impl.UsernamePasswordCredentialsImpl": "Username with password",
    "com.cloudbees.jenkins.plugins.sshcredentials.impl.BasicSSHUserPrivateKey": "SSH Username with private key",
    "org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl": "Secret text",
    "org.jenkinsci.plugins.plaincredentials.impl.FileCredentialsImpl": "Secret file",
}
_WRAPPER = f"{_PACKAGE}CredentialsStoreAction$CredentialsWrapper"
_DOMAIN = f"{_PACKAGE}CredentialsStoreAction$DomainWrapper"


def credentials(call: Call) -> Answer:
    """Everything below ``credentials/``."""
    call.site.require(call, "Credentials/View")
    store = {ROOT: "system", FOLDER: "folder", MULTIBRANCH: "folder"}.get(call.item.kind, "")
    rest = call.rest[1:]
    if rest == ["api", "json"]:
        stores = Mapping({store: {"_class": _STORES[store]}} if store else {})
        suffix = "ViewCredentialsAction$RootActionImpl" if call.item.kind == ROOT else "ViewCredentialsAction"
        return api(call, {"_class": _PACKAGE + suffix, "stores": stores})
    if not store or rest[:2] != ["store", store]:
        return pages.missing()
    return _store(call, store, rest[2:])


def _store(call: Call, store: str, rest: list[str]) -> Answer:
    if rest == ["api", "json"]:
        return api(call, {"_class": _STORES[store], "domains": Mapping({"_": _domain(call, store)})})
    if rest[:2] != ["domain", "_"]:
        return pages.missing()
    if rest[2:] == ["api", "json"]:
        return api(call, _domain(call, store))
    if rest[2:] == ["createCredentials"]:
        return _create(call)
    if len(rest) >= 5 and rest[2] == "credential":
        return _credential(call, store, rest[3], rest[4:])
    return pages.missing()


def _domain(call: Call, store: str) -> dict[str, Any]:
    name = f"{call.item.full_name}/{store}/_" if call.item.full_name else f"{store}/_"
    return {
        "_class": _DOMAIN,
        "credentials": [_data(element) for element in _listed(call)],
        "description": "Credentials that should be available everywhere.",
        "displayName": "Global",
        "fullDisplayName": " » ".join((*call.item.path, store.capitalize(), "Global")),
        "fullName": name,
        "global": True,
        "urlName": "_",
    }


def _listed(call: Call) -> list[ET.Element]:
    return parse(call.item.text).findall(f"{_LIST}/*")


def _data(element: ET.Element) -> dict[str, Any]:
    description, user = element.findtext("description") or "", element.findtext("username")
    shown = (f"{user}/******" if user else element.findtext("id") or "") + (f" ({description})" if description else "")
    return {"description": description, "displayName": shown, "fingerprint": None, "id": element.findtext("id"), "typeName": _TYPES.get(element.tag, element.tag)}


def _credential(call: Call, store: str, identifier: str, rest: list[str]) -> Answer:
    found = [element for element in _listed(call) if element.findtext("id") == identifier]
    if not found:
        return pages.missing()
    if rest == ["api", "json"]:
        name = f"{call.item.full_name}/{store}/_/{identifier}"
        return api(call, {"_class": _WRAPPER, **_data(found[0]), "fullName": name})
    if rest == ["config.xml"] and call.request.method == "GET":
        return pages.config(_redacted(found[0], call).encode())
    if call.request.method != "POST" or rest not in (["config.xml"], ["doDelete"]):
        return pages.missing()
    new = _posted(call) if rest == ["config.xml"] else None
    if rest == ["config.xml"] and new is None:
        return call.site.oops()
    _replace(call, identifier, new)
    return pages.done() if new is not None else pages.redirect(call.place + "/".join(("credentials/store", store, "domain/_", "")))


def _redacted(element: ET.Element, call: Call) -> str:
    for name in ("password", "secret", "secretBytes", "privateKeySource"):
        for secret in element.findall(name):
            secret.text = None
            secret[:] = [ET.Element("secret-redacted")]
    return written(element, call.site.plugins)


def _posted(call: Call) -> ET.Element | None:
    try:
        return parse(call.request.body.decode("utf-8", "replace"))
    except BadXml:
        return None


def _create(call: Call) -> Answer:
    call.site.require(call, "Credentials/Create")
    posted = _posted(call)
    if posted is None:
        return call.site.oops()
    if any(element.findtext("id") == posted.findtext("id") for element in _listed(call)):
        return Answer(409)

    def edit(root: ET.Element) -> None:
        if root.find(_LIST) is None:
            root.find("properties").append(ET.fromstring(_EMPTY))  # type: ignore[union-attr]
        root.find(_LIST).append(kept(posted, call.site.plugins))  # type: ignore[union-attr]

    change(call.item, call.site, edit)
    return pages.done()


def _replace(call: Call, identifier: str, new: ET.Element | None) -> None:
    def edit(root: ET.Element) -> None:
        listed = root.find(_LIST)
        assert listed is not None
        listed[:] = [one for one in listed if one.findtext("id") != identifier] + ([kept(new, call.site.plugins)] if new is not None else [])

    change(call.item, call.site, edit)
