"""Rendering again: only the files of a catalog that changed, where nothing else can have changed with them.

With the manifest of an output folder lies what its files were made from: digests of the tool, of the root file and of each included file, and
for an included file that holds services only a digest of its facts. These are what its services say, without the settings that matter to the
service itself and to nobody else (:data:`PRIVATE`). While the facts are the same, the outputs of other files are the same, and what the rules
say of several services at once, too: it is enough to check and render the services of the changed files.

This way can only say that all is well. In any doubt the answer is ``None``, and the whole catalog is read, which tells the truth:
a finding of any kind, another tool or controller, another root, files that came or went, other facts, a reference to a service in a file
that did not change, an output that is not what was written.
No record is kept of catalogs with warnings, which have to be shown again, nor with a team's own templates, which may look at anything.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from .catalog.check import Checked, check_part
from .catalog.files import Files, read_files
from .catalog.load import Map
from .catalog.model import Catalog
from .errors import GenPipelinesError
from .render.writer import Changes, OutputFolder
from .resources import tool_digest

PRIVATE = frozenset(
    (
        "agent", "cache", "checkout", "concurrency", "deploy", "description", "env", "notify", "resources", "retention", "scans", "supply-chain",
        "tests", "timeout", "timings", "title",
    )
)  # fmt: skip
"""Settings of a service that no other service's output and no rule about several services depends on. A test holds every one to it."""

WIDTH = 16
"""Hex digits of a service's digest, which tells only whether the service is as it was."""


class Included(NamedTuple):
    """An included file: digests of its content, of its facts, and of each of its services. Without facts, any change of it can matter to everything."""

    content: str
    facts: str | None = None
    services: str = ""


class Source(NamedTuple):
    """What the files of an output folder were made from."""

    tool: str
    catalog: str
    controller: str | None
    root: str
    included: dict[str, Included]


def look_again(folder: OutputFolder, catalog_file: Path, controller: str | None) -> Changes | None:
    """What an output folder needs, found from the changed files of the catalog alone; ``None`` if that cannot be told from them."""
    try:
        before = parse_source(folder.manifest.made_from)
        if before is None or (before.tool, before.catalog, before.controller) != (tool_digest(), catalog_file.name, controller):
            return None
        files = read_files(catalog_file, lambda name, digest: _is_known(before.included.get(_relative(catalog_file, name)), digest))
        now = _describe(files, catalog_file, controller, before.included)
        changed = _changed({_relative(catalog_file, name): part for name, part in files.parts.items()}, before, now)
        texts = None if changed is None else _texts(files, changed, controller)
    except (GenPipelinesError, OSError):
        return None
    return None if texts is None else folder.look_again(texts, made_from=stored(now))


def made_from(checked: Checked, catalog_file: Path, controller: str | None) -> Any:
    """What the manifest is to say of a whole catalog that was rendered; ``None`` if it cannot be rendered in part."""
    if checked.catalog is None or checked.findings or _has_own_templates(checked.catalog):
        return None
    return stored(_describe(checked.files, catalog_file, controller, {}))


def _has_own_templates(catalog: Catalog) -> bool:
    return any(service.settings.templates or service.settings.stages for service in catalog.services.values())


def _describe(files: Files, catalog_file: Path, controller: str | None, known: Mapping[str, Included]) -> Source:
    """``known`` has the included files that were not read, because they are as they were."""
    (_, root), *included = files.digests.items()
    named = {_relative(catalog_file, name): _included(digest, files.parts.get(name)) for name, digest in included}
    named.update((name, known[name]) for name, one in named.items() if _is_known(known.get(name), one.content))
    return Source(tool_digest(), catalog_file.name, controller, root, named)


def _relative(catalog_file: Path, name: str) -> str:
    return os.path.relpath(name, catalog_file.parent)


def _is_known(before: Included | None, content: str) -> bool:
    return before is not None and before.facts is not None and before.content == content


def _included(content: str, part: Map | None) -> Included:
    services = part.get("services") if part is not None and len(part) == 1 else None
    if not isinstance(services, Map) or not all(isinstance(one, Map) for one in services.values()):
        return Included(content)
    facts = [(name, {key: value for key, value in one.items() if key.lstrip("+") not in PRIVATE}) for name, one in services.items()]
    return Included(content, _digest(facts), "".join(_digest(one)[:WIDTH] for one in services.values()))


def _digest(data: Any) -> str:
    return sha256(repr(data).encode("utf-8", "surrogatepass")).hexdigest()


class Changed(NamedTuple):
    """An included file that changed."""

    services: Map
    before: Included
    now: Included

    def names(self) -> list[str]:
        """The services in it that changed. It has the same ones as before, in the same order: that is among the facts."""
        starts = range(0, len(self.now.services), WIDTH)
        each = zip(self.services, starts, strict=True)
        return [name for name, start in each if self.before.services[start : start + WIDTH] != self.now.services[start : start + WIDTH]]


def _changed(parts: Mapping[str, Map], before: Source, now: Source) -> list[Changed] | None:
    """The included files that changed; ``None`` if more can have changed with them than the outputs of their own services."""
    if now.root != before.root or now.included.keys() != before.included.keys():
        return None
    names = [name for name, one in now.included.items() if one.content != before.included[name].content]
    if any(now.included[name].facts is None or now.included[name].facts != before.included[name].facts for name in names):
        return None
    return [Changed(parts[name]["services"], before.included[name], now.included[name]) for name in names]


def _texts(files: Files, changed: list[Changed], controller: str | None) -> dict[str, str] | None:
    """The outputs of the services that changed; ``None`` if there is anything to say about the files they are in."""
    if not changed:
        return {}
    from .generate import of_services

    catalog = check_part(files)
    if catalog is None:
        return None
    return of_services(catalog, [catalog.services[name] for one in changed for name in one.names()], controller)


def stored(source: Source) -> dict[str, Any]:
    """As it lies in the manifest."""
    return {**source._asdict(), "included": {name: list(one) for name, one in source.included.items()}}


def parse_source(data: Any) -> Source | None:
    """From the manifest, which is input from outside: ``None`` if it is anything but what :func:`stored` gives."""
    try:
        included = {name: Included(content, facts, services) for name, (content, facts, services) in data["included"].items()}
        source = Source(data["tool"], data["catalog"], data["controller"], data["root"], included)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    return source if all(isinstance(one.services, str) for one in included.values()) else None
