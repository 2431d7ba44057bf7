"""XML as a controller reads and writes it: which bytes it takes, and what an identity transform makes of them.

Facts: the recorded answers. Java's parser takes XML 1.1 and its control characters; expat does not, so those are carried through as private-use characters.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from io import StringIO
from xml.parsers import expat

_DECLARATION = re.compile(r"<\?xml\s+version\s*=\s*[\"']([^\"']*)[\"']([^?]*)\?>")
_ENCODING = re.compile(r"encoding\s*=\s*[\"']([^\"']*)[\"']")
_CONTROL = re.compile(r"&#(?:x([0-9a-fA-F]+)|([0-9]+));")
_LINE_END = re.compile("\r\n|\r\x85|\x85|\u2028|\r")
"""What ends a line in XML 1.1."""
_PRIVATE = 0xF0000
"""Where the control characters of XML 1.1 go while expat looks at the text."""
_CARRIED = re.compile(f"[{chr(_PRIVATE)}-{chr(_PRIVATE + 0x9F)}]")


class BadXml(Exception):
    """Jenkins cannot parse it: 500."""


def decode_created(body: bytes) -> str:
    """The text of a createItem body: a byte-order mark is skipped, then the declaration's encoding rules.

    Raises:
        BadXml: the encoding is unknown, or the bytes are not in it.
    """
    if body.startswith(b"\xef\xbb\xbf"):
        return _decode(body[3:], "utf-8")
    head = body[:200].decode("latin-1")
    declaration = _DECLARATION.match(head)
    encoding = _ENCODING.search(declaration.group(2)) if declaration else None
    return _decode(body, encoding.group(1) if encoding else "utf-8")


def decode_updated(body: bytes, media_type: str) -> str:
    """The text of a config.xml body: the charset of the Content-Type rules, and without one the servlet's default.

    Raises:
        BadXml: the charset is unknown, or the bytes are not in it.
    """
    if body.startswith(b"\xef\xbb\xbf"):
        raise BadXml("byte-order mark")
    charset = re.search(r"charset\s*=\s*\"?([^\s;\"]+)", media_type, re.I)
    if charset:
        return _decode(body, charset.group(1), "replace")
    is_xml = media_type.lower().startswith(("application/xml", "text/xml"))
    return _decode(body, "iso-8859-1" if is_xml else "utf-8", "replace")


def _decode(body: bytes, encoding: str, errors: str = "strict") -> str:
    try:
        return body.decode(encoding, errors)
    except (LookupError, UnicodeDecodeError) as error:
        raise BadXml(str(error)) from error


def parse(text: str) -> ET.Element:
    """The root element of a document. Whatever the declaration says of the encoding is ignored: the text is text.

    Raises:
        BadXml: it is not well-formed, or of another version than 1.0 and 1.1.
    """
    try:
        return ET.fromstring(_carried(text))
    except ET.ParseError as error:
        raise BadXml(str(error)) from error


def _carried(text: str) -> bytes:
    """The text as expat takes it."""
    declaration = _DECLARATION.match(text)
    version = declaration.group(1) if declaration else "1.0"
    if version not in ("1.0", "1.1"):
        raise BadXml(f"version {version}")
    rest = text[declaration.end() :] if declaration else text
    if version == "1.1":
        rest = _CONTROL.sub(_carry, _LINE_END.sub("\n", rest))
    return rest.encode("utf-8", "surrogatepass")


def _carry(match: re.Match[str]) -> str:
    code = int(match.group(1), 16) if match.group(1) else int(match.group(2))
    return chr(_PRIVATE + code) if 0 < code < 0x20 and code not in (9, 10, 13) else match.group(0)


def released(text: str) -> str:
    """A text of a parsed document, with its control characters back."""
    return _CARRIED.sub(lambda match: chr(ord(match.group(0)) - _PRIVATE), text)


def transformed(text: str) -> str:
    """A document after Java's identity transform: as a file of a create or an update that nobody saved since."""
    declaration = _DECLARATION.match(text)
    writer = _Identity(declaration.group(1) if declaration else "1.0")
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.ordered_attributes = True
    parser.StartElementHandler = writer.start
    parser.EndElementHandler = writer.end
    parser.CharacterDataHandler = writer.characters
    parser.CommentHandler = writer.comment
    parser.ProcessingInstructionHandler = writer.instruction
    parser.StartCdataSectionHandler = writer.open_section
    parser.EndCdataSectionHandler = writer.close_section
    parser.Parse(_carried(text), True)
    return writer.out.getvalue()


class _Identity:
    """Writes what it is told of."""

    def __init__(self, version: str) -> None:
        self.version = version
        self.out = StringIO()
        self.out.write(f'<?xml version="{version}" encoding="UTF-8"?>')
        self.is_open = False
        self.depth = 0
        self.section = False

    def _close(self) -> None:
        if self.is_open:
            self.out.write(">")
            self.is_open = False

    def start(self, name: str, attributes: list[str]) -> None:
        self._close()
        pairs = zip(attributes[::2], attributes[1::2], strict=True)
        self.out.write(f"<{name}{''.join(f' {key}={self._quoted(value)}' for key, value in pairs)}")
        self.is_open = True
        self.depth += 1

    def end(self, name: str) -> None:
        self.depth -= 1
        if self.is_open:
            self.out.write("/>")
            self.is_open = False
        else:
            self.out.write(f"</{name}>")

    def characters(self, text: str) -> None:
        if self.depth == 0:
            return
        self._close()
        self.out.write(text if self.section else self._escaped(text))

    def comment(self, text: str) -> None:
        self._close()
        self.out.write(f"<!--{text}-->")

    def instruction(self, target: str, text: str) -> None:
        self._close()
        self.out.write(f"<?{target} {text}?>")

    def open_section(self) -> None:
        self._close()
        self.section = True
        self.out.write("<![CDATA[")

    def close_section(self) -> None:
        self.section = False
        self.out.write("]]>")

    def _quoted(self, text: str) -> str:
        return '"' + self._escaped(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;") + '"'

    def _escaped(self, text: str) -> str:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
        return _NEEDS_REFERENCE.sub(_reference, text)


_NEEDS_REFERENCE = re.compile("[\x7f-\x9f\u2028\U00010000-\U0010ffff]")


def _reference(match: re.Match[str]) -> str:
    code = ord(match.group(0))
    if _PRIVATE <= code <= _PRIVATE + 0x9F:
        code -= _PRIVATE
    return f"&#{code};"
