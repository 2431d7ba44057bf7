"""A request on its way: who asks, which item it is about, and what is left of its path."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, unquote

from .model import Item, View
from .wire import Answer, Request

if TYPE_CHECKING:
    from .controller import Controller


class Refused(Exception):
    """The request ends here, with this answer."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer


@dataclass
class Call:
    """A request with everything that was found out about it.

    ``place`` is the URL of ``item`` as the client spelled it, ending in a slash; ``rest`` are the segments behind it.
    """

    site: Controller
    request: Request
    user: str
    item: Item
    view: View | None = None
    place: str = "/"
    rest: list[str] = field(default_factory=list)

    @property
    def slash(self) -> bool:
        """Whether the path ended in a slash."""
        return self.request.path.endswith("/")

    def field(self, name: str) -> str | None:
        """A parameter, from the query or from a form in the body."""
        values = self.request.query.get(name)
        if values:
            return values[0]
        if self.request.media_type.startswith("application/x-www-form-urlencoded"):
            found = parse_qs(self.request.body.decode("utf-8", "replace"), keep_blank_values=True).get(name)
            return found[0] if found else None
        if self.request.media_type.startswith("multipart/form-data"):
            return dict(self._parts()).get(name)
        return None

    def _parts(self) -> Iterator[tuple[str, str]]:
        """The fields of a multipart form."""
        boundary = self.request.media_type.partition("boundary=")[2].strip('"').encode()
        for part in self.request.body.split(b"--" + boundary)[1:-1] if boundary else []:
            head, _, value = part.partition(b"\r\n\r\n")
            name = head.decode("utf-8", "replace").partition('name="')[2].partition('"')[0]
            yield name, value.removesuffix(b"\r\n").decode("utf-8", "replace")

    def url_of(self, item: Item) -> str:
        """The canonical path of an item."""
        return "/" + "".join(f"job/{encoded(name)}/" for name in item.path)


def encoded(name: str) -> str:
    """A name as Jenkins spells it in a URL."""
    return quote(name, safe="-_.!*'()+=:@&$,").replace("~", "%7E")


def segments(path: str) -> list[tuple[str, str]]:
    """The segments of a path, as spelled and as meant; ``.`` and ``..`` are resolved.

    Raises:
        UnicodeDecodeError: an escape is no UTF-8.
    """
    found: list[tuple[str, str]] = []
    for part in path.split("/"):
        if part == "..":
            del found[-1:]
        elif part not in ("", "."):
            found.append((part, unquote(part, errors="strict")))
    return found
