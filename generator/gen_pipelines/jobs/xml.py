"""Writing config.xml: one escape function, and elements that come out indented.

Jenkins reads what is posted as XML 1.1 and writes ``version="1.1"``; readers of ours use expat, which knows XML 1.0 only.
What is written here is the same text for both: characters that only one of them takes literally are written as references.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..errors import UserError

DECLARATION = '<?xml version="1.1" encoding="UTF-8"?>\n'

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# XML 1.1 turns CR, NEL and U+2028 into line feeds, and takes U+007F to U+009F as references only.
_SPECIAL = re.compile("[&<>\r\x7f-\x9f\u2028\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def escape(text: str) -> str:
    """A text as the content of an element; every XML 1.0 and 1.1 parser reads back exactly the same text.

    Raises:
        UserError: the text has a character that XML 1.0 cannot carry (most control characters, lone surrogates).
    """
    if _SPECIAL.search(text) is None:
        return text
    found = _FORBIDDEN.search(text)
    if found is not None:
        raise UserError(
            f"the character U+{ord(found.group()):04X} cannot be written to config.xml (in {_around(text, found.start())!r})",
            hint="remove it from the text",
        )
    return _SPECIAL.sub(_reference, text)


def _reference(found: re.Match[str]) -> str:
    character = found.group()
    return _NAMED.get(character) or f"&#x{ord(character):x};"


def _around(text: str, position: int) -> str:
    return text[max(0, position - 20) : position + 20]


def escape_attribute(text: str) -> str:
    """A text as the value of an attribute between double quotes."""
    return escape(text).replace('"', "&quot;").replace("\n", "&#xa;").replace("\t", "&#x9;")


def element_name(class_name: str) -> str:
    """The element that stands for an object of a class: ``_`` is doubled and ``$`` becomes ``_-`` (config_xml, section Naming rules).

    A class in a ``class="..."`` attribute is not escaped.
    """
    return class_name.replace("_", "__").replace("$", "_-")


def class_name(element: str) -> str:
    """The class that an element's name stands for: the inverse of :func:`element_name`."""
    return element.replace("__", "\0").replace("_-", "$").replace("\0", "_")


class Element:
    """An element to be written: attributes, and either text or children."""

    __slots__ = ("attributes", "children", "name", "text")

    def __init__(self, name: str, attributes: dict[str, str], children: list[Element], text: str | None) -> None:
        self.name = name
        self.attributes = attributes
        self.children = children
        self.text = text

    def lines(self, indent: str = "") -> Iterable[str]:
        """The element's lines, indented by two blanks a level. Text is never indented: it would change."""
        attributes = "".join(f' {name}="{escape_attribute(value)}"' for name, value in self.attributes.items())
        if self.children:
            yield f"{indent}<{self.name}{attributes}>"
            for child in self.children:
                yield from child.lines(indent + "  ")
            yield f"{indent}</{self.name}>"
        elif self.text is None:
            yield f"{indent}<{self.name}{attributes}/>"
        else:
            yield f"{indent}<{self.name}{attributes}>{escape(self.text)}</{self.name}>"


def tag(
    name: str, *content: str | int | bool | Element | None, of: str | None = None, plugin: str | None = None, reference: str | None = None
) -> Element:
    """An element of a field: ``tag("sandbox", True)``, ``tag("scm", child, child, of="the.Class", plugin="git")``.

    Children that are ``None`` are left out, so that a caller can write ``part() if wanted else None``. Attributes: ``of`` is ``class``.
    """
    attributes = {"class": of, "plugin": plugin, "reference": reference}
    given = {key: value for key, value in attributes.items() if value is not None}
    children = [part for part in content if isinstance(part, Element)]
    texts = [_text(part) for part in content if part is not None and not isinstance(part, Element)]
    return Element(name, given, children, "".join(texts) if texts else None)


def instance(of: str, *content: str | int | bool | Element | None, plugin: str | None = None) -> Element:
    """An element named after a class, as the items of a list are."""
    return tag(element_name(of), *content, plugin=plugin)


def _text(value: str | int | bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def document(root: Element) -> str:
    """The whole file: declaration, elements, a final newline."""
    return DECLARATION + "\n".join(root.lines()) + "\n"
