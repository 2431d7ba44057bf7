"""What a controller answered, and what it said in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from http import HTTPStatus
from typing import Any

LONGEST = 300
"""Characters of Jenkins' own message that are kept."""

READ = 65536
"""Bytes of an error page that are looked at; a 404 of a logged-in user has 85 kB."""

HIDDEN = "********"
"""What stands for a secret."""

_PLACES = (('class="error"', "p"), ("<h1>Error</h1>", "p"), ("<h2>HTTP ERROR", "h2"), ("", "p"), ("", "title"))
"""After which text, and in which element, pages of Jenkins and of its container have their message; the first one that is there counts."""

_TAG = re.compile(r"<[^<>]*>")
_CONTAINER = re.compile(r"^HTTP ERROR \d+ ")
_SIGN_IN = re.compile(r"log-?in|sign-?in|securityRealm|oauth|saml", re.I)
_LOADING = re.compile(r"(?:Starting|Restarting) Jenkins|Jenkins is (?:getting ready to work|restarting)", re.I)


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers (looked up without regard to case) and body. ``secrets`` were in the request: a page that shows its request may have them."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    secrets: tuple[str, ...] = field(default=(), repr=False)

    @property
    def text(self) -> str:
        """The body as text. Jenkins writes UTF-8; what is not is replaced, never an error."""
        return self.body.decode("utf-8", "replace")

    @property
    def status_line(self) -> str:
        """``403 Forbidden``."""
        try:
            return f"{self.status} {HTTPStatus(self.status).phrase}"
        except ValueError:
            return str(self.status)

    @property
    def said(self) -> str:
        """Jenkins' own message, without any secret of the request."""
        text = self._message()
        for secret in self.secrets:
            text = text.replace(secret, HIDDEN)
        return text[:LONGEST]

    def _message(self) -> str:
        """From the page: the header ``X-Error`` has lost every character outside Latin-1 (jenkins_live, Answers)."""
        page = self.body[:READ].decode("utf-8", "replace")
        for after, tag in _PLACES:
            text = _inside(page, tag, after)
            if text and not (tag == "title" and text.endswith("- Jenkins")):  # every page's title: it says nothing
                return text
        return (self.headers.get("X-Error") or "").strip()

    @property
    def is_loading(self) -> bool:
        """The page of a controller that starts or restarts; it did nothing (jenkins_api, section 8)."""
        return self.status == 503 and _LOADING.search(self.body[:READ].decode("utf-8", "replace")) is not None

    @property
    def is_redirect(self) -> bool:
        """Where Jenkins goes after a form; or a proxy or a sign-in that answered in its place."""
        return 300 <= self.status < 400

    @property
    def is_sign_in(self) -> bool:
        """A redirect to somewhere to sign in: nothing was done."""
        return self.is_redirect and _SIGN_IN.search(self.headers.get("Location") or "") is not None

    @property
    def is_of_a_proxy(self) -> bool:
        """An error of something in front of Jenkins: whether the request came through is not known. Jenkins' own pages name it (jenkins_api, section 1)."""
        return self.status in (502, 503, 504) or (self.status == 500 and "X-Jenkins" not in self.headers)

    @property
    def is_crumb_refused(self) -> bool:
        """Password sign-in needs a crumb, and this one was missing, wrong, or of a session that is over."""
        return self.status == 403 and b"No valid crumb" in self.body[:READ]

    @property
    def retry_after(self) -> float:
        """Seconds that the answer asks to wait; 0 if it does not."""
        value = self.headers.get("Retry-After") or ""
        return float(value) if value.isdecimal() else 0.0

    def json(self) -> Any:
        """The body as JSON.

        Raises:
            ValueError: it is something else.
        """
        import json

        return json.loads(self.body)


def _inside(page: str, tag: str, after: str) -> str:
    """The text of the first element that follows some other text, or encloses it; in one pass, whatever the page is."""
    found = page.find(after)
    start = page.rfind(f"<{tag}", 0, found + len(after)) if after.startswith("class") else page.find(f"<{tag}", found)
    opened = page.find(">", start)
    end = page.find(f"</{tag}>", opened)
    if min(found, start, opened, end) < 0:
        return ""
    text = " ".join(unescape(_TAG.sub("", page[opened + 1 : end])).split())
    return _CONTAINER.sub("", text)
