"""One entry of a catalog, made from a job that exists."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..catalog.field import Section, yaml_name
from ..errors import GenPipelinesError
from ..jobs import marker

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element as Tree

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\uf701-\uf71f]")
"""Control characters, also as :mod:`..jobs.parsing` carries them."""


class NotImportable(GenPipelinesError):
    """No entry of a catalog can make such a job; the message is the end of a sentence."""


@dataclass
class Entry:
    """What the catalog would say.

    ``own`` is written as it is; ``source`` and ``settings`` only where they differ from the catalog's defaults, by their names in Python.
    ``notes`` tell what is not carried over.
    """

    own: dict[str, Any]
    source: dict[str, Any] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def texts_of(root: Tree) -> dict[str, str]:
    """Title and description of an item, without our mark and without characters that no catalog can hold."""
    title, description = root.findtext("displayName") or "", marker.strip(root.findtext("description"))
    texts = (("title", title), ("description", description))
    clean = {key: _CONTROL.sub("", text.replace("\r\n", "\n")).strip() for key, text in texts}
    return {key: text for key, text in clean.items() if text}


def beyond(wanted: dict[str, Any], base: Section | None, of: type[Section], lost: list[str], at: str = "") -> dict[str, Any]:
    """The wanted settings that a section does not have already, as YAML has them. ``None`` as the base is a section that is off.

    A value cannot be taken back in YAML: where defaults give one that is not wanted, ``lost`` gets its name.
    """
    found: dict[str, Any] = {}
    for name, value in wanted.items():
        known = getattr(base if base is not None else of(), name)
        inner = _section_of(of, name)
        if isinstance(value, dict) and inner is not None:
            below = beyond(value, known, inner, lost, f"{at}{yaml_name(name)}.")
            if below or known is None:
                found[yaml_name(name)] = below or True
        elif isinstance(value, list) and tuple(value) != known:
            found[yaml_name(name)] = value
        elif not isinstance(value, list) and value != known:
            if value is None and inner is None:
                lost.append(f"{at}{yaml_name(name)}")
            else:
                found[yaml_name(name)] = False if value is None else value
    return found


def _section_of(section: type[Section], name: str) -> type[Section] | None:
    from ..catalog.layers import fields

    described = fields(section).get(yaml_name(name))
    return described.section if described is not None else None
