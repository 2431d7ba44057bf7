"""How a section of the catalog declares its settings.

The sections in this package are the one description of the catalog: the JSON Schema that editors use, the check at load time,
the reference in ``docs/`` and the values the renderer reads all come from them.
"""

from __future__ import annotations

import sys
import types
from functools import cache
from typing import Any, ClassVar, Union, get_args, get_origin

REQUIRED: Any = object()
"""Marks a setting without a default."""

EMPTY: Any = {}
"""An empty map as a default. Shared, because sections are never changed."""

# What a text may look like. The names are also the `format` in the published JSON Schema.
PATTERNS = {
    "name": r"^[A-Za-z0-9][A-Za-z0-9._-]*$",
    "place": r"^(/|[A-Za-z0-9][A-Za-z0-9._-]*/)?[A-Za-z0-9][A-Za-z0-9._-]*$",
    "branch": r"^[A-Za-z0-9_](?:[A-Za-z0-9_@+#-]|[./](?![./]|$))*$",
    "duration": r"^[1-9][0-9]*(s|m|h|d)$",
    "credential": r"^[A-Za-z0-9][A-Za-z0-9._/@:-]*$",
    "path": r"^(?!/)(?!.*(?:^|/)\.\.(?:/|$))[^\x00-\x1f\\]+$",
    "variable": r"^[A-Za-z_][A-Za-z0-9_]*$",
    "time": r"^([01][0-9]|2[0-3]):[0-5][0-9]$",
    "date": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    "account": r"^[0-9]{12}$",
    "url": r"^((https?|ssh|git|file)://[^\s]+|[A-Za-z0-9._-]+@[A-Za-z0-9.-]+:[^\s]+)$",
    "slower": r"^<=? ?[0-9]+(\.[0-9]+)?(ms|s)$",
    "share": r"^<=? ?[0-9]+(\.[0-9]+)?%$",
    "rate": r"^>=? ?[0-9]+(\.[0-9]+)?/s$",
    "size": r"^(0\.[0-9]*[1-9][0-9]*|[1-9][0-9]*(\.[0-9]+)?)(m|k|Ki|Mi|Gi|Ti)?$",
}


class Setting:
    """What is known of one setting besides its type. Made by :func:`setting`."""

    __slots__ = ("default", "doc", "example", "format", "maximum", "min_items", "minimum", "ref")

    def __init__(self, doc: str, default: Any, **known: Any) -> None:
        self.doc = doc
        self.default = default
        self.format: str | None = known.get("format")
        self.ref: str | None = known.get("ref")
        self.minimum: float | None = known.get("minimum")
        self.maximum: float | None = known.get("maximum")
        self.min_items: int | None = known.get("min_items")
        self.example: Any = known.get("example")


def setting(
    doc: str,
    default: Any = REQUIRED,
    *,
    format: str | None = None,
    ref: str | None = None,
    minimum: float | None = None,
    maximum: float | None = None,
    min_items: int | None = None,
    example: Any = None,
) -> Any:
    """Declare one setting of a section.

    ``format`` names an entry of :data:`PATTERNS`, or ``cron``, ``glob``, ``regex``, which rules check; for lists and maps it holds for each value.
    ``ref`` names the top-level map (``environments``, ``registries``, ...) that must have the value (of a map: the key) as a key.
    """
    return Setting(doc, default, format=format, ref=ref, minimum=minimum, maximum=maximum, min_items=min_items, example=example)


class Section:
    """A group of settings: an immutable record made with keywords.

    What a frozen dataclass is, without compiling six methods for each of fifty classes: that alone cost more time than checking a thousand services.
    Names in Python have ``_`` where YAML has ``-``; a trailing ``_`` (``from_``) is Python's own trouble and does not show.
    """

    SETTINGS: ClassVar[dict[str, Setting]] = {}
    SHORTHAND: ClassVar[str | None] = None
    """The one setting that a plain value stands for."""

    def __init_subclass__(cls) -> None:
        own = {name: value for name, value in vars(cls).items() if isinstance(value, Setting)}
        for name in own:
            delattr(cls, name)
        cls.SETTINGS = cls.SETTINGS | own

    def __init__(self, **values: Any) -> None:
        known = {name: declared.default for name, declared in self.SETTINGS.items()}
        strange = values.keys() - known.keys()
        known.update(values)
        missing = [name for name, value in known.items() if value is REQUIRED]
        if strange or missing:
            raise TypeError(f"{type(self).__name__}: unknown {sorted(strange)}, missing {missing}")
        self.__dict__.update(known)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{type(self).__name__} cannot be changed")

    __delattr__ = __setattr__  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and other.__dict__ == self.__dict__

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in self.__dict__.items() if value != self.SETTINGS[name].default)
        return f"{type(self).__name__}({shown})"

    @classmethod
    def types(cls) -> dict[str, Any]:
        """The type of each setting, by its Python name."""
        sections = [section for section in reversed(cls.__mro__) if issubclass(section, Section)]
        written = {name: (section.__module__, text) for section in sections for name, text in section.__annotations__.items()}
        return {name: _meant(*written[name]) for name in cls.SETTINGS}


@cache
def _meant(module: str, annotation: str) -> Any:
    """The type that an annotation of a module says. As `typing.get_type_hints` has it, but each text once: most settings are a `str`."""
    return eval(annotation, vars(sys.modules[module]))


def unwrap(kind: Any) -> tuple[bool, Any]:
    """Whether a type allows ``None``, and the type without it."""
    if get_origin(kind) in (Union, types.UnionType):
        rest = [argument for argument in get_args(kind) if argument is not type(None)]
        return True, rest[0]
    return False, kind


def yaml_name(name: str) -> str:
    """The name of a setting in YAML: ``pull_requests`` is ``pull-requests``, ``from_`` is ``from``."""
    return name.rstrip("_").replace("_", "-")


def python_name(key: str) -> str:
    """The attribute behind a key of the YAML."""
    name = key.replace("-", "_")
    return f"{name}_" if name in ("from", "with") else name
