"""What a person can do about an answer that is none they wanted."""

from __future__ import annotations

from .answer import Answer

_BY_STATUS = {
    301: "the address moved: write the new one into the catalog",
    302: "the address answers with a redirect: is a sign-in page or another address in front of Jenkins?",
    401: "user or token is wrong: make a new API token on the user's Security page",
    404: "it does not exist, or this user may not see it",
    405: "a proxy in front of Jenkins may not let this method through",
    409: "Jenkins is busy with it: try again later",
    413: "a proxy in front of Jenkins refuses requests of this size",
    429: "a proxy in front of Jenkins asks for fewer requests: use --rate",
    500: "the reason is in the controller's log, under the Logging ID",
    502: "the proxy in front of Jenkins does not reach it",
    503: "Jenkins is starting, or the proxy does not reach it: try again later, or wait longer with --wait",
    504: "the proxy in front of Jenkins gave up waiting for it",
}


def advice_on(answer: Answer, how_to_sign_in: str) -> str:
    """One sentence, or nothing. ``how_to_sign_in`` is empty for whom has done so."""
    if answer.status in (401, 403) and how_to_sign_in:
        return how_to_sign_in
    if answer.status != 403:
        return _BY_STATUS.get(answer.status, "")
    if answer.is_crumb_refused:
        return "use an API token instead of a password: it needs no crumb"
    needed = answer.headers.get("X-Required-Permission")
    return f"this user needs the permission {needed}" if needed else "ask for the permission, or use another user"
