"""Secrets typed into a catalog: by their shape anywhere in the text, by the name of their key in the data.

A catalog names credentials by their Jenkins id; a secret in it is in Git for ever. What is found is never shown: not the value, not its line.
Texts are searched for fixed words first, so that a catalog without secrets costs next to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from math import log2
from typing import Any, NamedTuple

from ..errors import Finding, Place
from .load import Map, Seq, place_at, place_of_value

SHAPES = (
    ("AKIA", r"\bAKIA[0-9A-Z]{16}\b", "an AWS access key"),
    ("ASIA", r"\bASIA[0-9A-Z]{16}\b", "a temporary AWS access key"),
    ("ghp_", r"\bghp_[A-Za-z0-9]{30,}", "a GitHub token"),
    ("gho_", r"\bgho_[A-Za-z0-9]{30,}", "a GitHub token"),
    ("ghs_", r"\bghs_[A-Za-z0-9]{30,}", "a GitHub token"),
    ("github_pat_", r"\bgithub_pat_[A-Za-z0-9_]{22,}", "a GitHub token"),
    ("glpat-", r"\bglpat-[A-Za-z0-9_-]{20,}", "a GitLab token"),
    ("xox", r"\bxox[abeoprs]-[A-Za-z0-9-]{10,}", "a Slack token"),
    ("hooks.slack.com/", r"hooks\.slack\.com/services/[A-Za-z0-9/]{20,}", "a Slack webhook"),
    ("npm_", r"\bnpm_[A-Za-z0-9]{36}", "an npm token"),
    ("pypi-", r"\bpypi-[A-Za-z0-9_-]{50,}", "a PyPI token"),
    ("dckr_pat_", r"\bdckr_pat_[A-Za-z0-9_-]{20,}", "a Docker Hub token"),
    ("squ_", r"\bsqu_[0-9a-f]{40}", "a SonarQube token"),
    ("sqp_", r"\bsqp_[0-9a-f]{40}", "a SonarQube token"),
    ("sqa_", r"\bsqa_[0-9a-f]{40}", "a SonarQube token"),
    ("hvs.", r"\bhvs\.[A-Za-z0-9_-]{24,}", "a Vault token"),
    ("AIza", r"\bAIza[A-Za-z0-9_-]{35}", "a Google API key"),
    ("sk_live_", r"\bsk_live_[A-Za-z0-9]{16,}", "a Stripe key"),
    ("PRIVATE KEY-----", r"-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----", "a private key"),
    ("eyJ", r"\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}", "a signed token (JWT)"),
    ("@", r"://[^/\s:@'\"{}<>$]*:(?![${<])[^/\s@'\"]+(?=@)", "a password in an address"),
)
"""(word that the text must have, regular expression, what it is)."""

WORDS = ("passw", "pwd", "secret", "token", "api", "access", "private")
"""What the keys below have in common, searched for in the text in lower case."""
_KEY = re.compile(r"(?i)(password|passwd|(^|[_-])pwd$)|(secret|token(?!iz)|api[_-]?key|access[_-]?key|private[_-]?key)")
_NO_KEY = re.compile(
    r"(?i)[_-](file|path|dir|name|url|uri|id|env|ttl|timeout|length|header|prefix|type|host|server|days?)$|^(secrets|verify-.*|.*-env)$"
)
_TEXT_KEY = re.compile(r"([\w.-]+)[\"']?\s*[:=]")
_ASSIGNED = re.compile(r"(?:^|[\s;&|?(\"'])-{0,2}D?([A-Za-z_][\w.-]*)=[\"']?([^\s\"';&|)]+)")
"""In a command: ``export TOKEN=...``, ``mvn -Dsonar.token=...``, ``--password=...``."""
_KEY_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_.-")
_PLACEHOLDER = r"(?i)^(\$.*|<.*>|\{\{.*\}\}|%.*%|x+|\*+|\.+|change-?me|todo|none|null|true|false)$"
_NAME_LIKE = r"^[a-z]+([-_./:][a-z]+)*$|^[A-Z]+([-_./:][A-Z]+)*$|^(https?|file|vault|awskms|aws|ssm)://?|^/|^\./"


class Secret(NamedTuple):
    """A secret and what it is, in words."""

    place: Place
    what: str


def find_secrets(texts: Mapping[str, str], data: Any) -> Iterator[Secret]:
    """The secrets of a catalog: ``texts`` by file, ``data`` joined from them, or ``None`` if it could not be read."""
    suspected = False
    for file, text in texts.items():
        yield from _by_shape(file, text)
        suspected = suspected or _names_secret(text)
    if suspected:
        yield from _by_key(data)


def _names_secret(text: str) -> bool:
    """Whether a key of this text speaks of a secret. Far cheaper than to look at each key of the data."""
    lower = text.lower()
    for word in WORDS:
        start = lower.find(word)
        while start >= 0:
            end = start
            while start > 0 and lower[start - 1] in _KEY_LETTERS:
                start -= 1
            if (key := _TEXT_KEY.match(lower, start)) and _sounds_secret(key[1]):
                return True
            start = lower.find(word, max(end + len(word), key.end() if key else 0))
    return False


def _sounds_secret(key: str) -> re.Match[str] | None:
    return None if _NO_KEY.search(key) else _KEY.search(key)


def _by_shape(file: str, text: str) -> Iterator[Secret]:
    for word, pattern, what in SHAPES:
        if word in text:
            for match in re.finditer(pattern, text):
                yield Secret(place_at(text, match.start(), file)._replace(length=len(match.group())), what)


def _by_key(data: Any) -> Iterator[Secret]:
    """Values whose key says that they are secret, and commands that set one. Below `secrets` and in `credentials` stand ids of Jenkins credentials."""
    waiting = [data]
    while waiting:
        container = waiting.pop()
        if isinstance(container, Map):
            for key, value in container.items():
                if isinstance(value, (Map, Seq)):
                    if key != "secrets" or any(not isinstance(item, str) for item in value):
                        waiting.append(value)
                elif isinstance(value, str) and (what := _secret_under(key, value) or _secret_in(value)):
                    yield Secret(place_of_value(container, key), what)
        elif isinstance(container, Seq):
            waiting += container
            for index, item in enumerate(container):
                if isinstance(item, str) and (what := _secret_in(item)):
                    yield Secret(place_of_value(container, index), what)


def _secret_under(key: str, value: str) -> str:
    """What the value of a key that sounds secret is, or nothing: ids, paths, addresses and placeholders are none."""
    speaks = _sounds_secret(key)
    if speaks is None or len(value) < 5 or " " in value or re.search(_PLACEHOLDER, value):
        return ""
    if speaks[1]:
        return "" if re.search(_NAME_LIKE, value) and len(value) > 12 else "a password"
    if re.search(_NAME_LIKE, value) or len(value) < 8 or not (any(map(str.isdigit, value)) and any(map(str.isalpha, value))):
        return ""
    return "a secret" if entropy(value) >= 2.8 else ""


def _secret_in(command: str) -> str:
    """What a command sets a secret to, or nothing."""
    if "=" not in command:
        return ""
    return next((what for key, value in _ASSIGNED.findall(command) if (what := _secret_under(key, value))), "")


def entropy(text: str) -> float:
    """Bits for each character, by how often the characters occur (Shannon). Words have about 2.5, keys over 3."""
    return -sum(share * log2(share) for share in (text.count(character) / len(text) for character in set(text)))


def without_secrets(findings: list[Finding], secrets: list[Place]) -> list[Finding]:
    """The findings, without what they quote from lines that hold a secret: no message may repeat it."""
    lines = {place[:2] for place in secrets}
    return [_masked(one) if one.place[:2] in lines else one for one in findings]


def _masked(finding: Finding) -> Finding:
    return finding if finding.secret else finding._replace(message=re.sub(r'"[^"]*"?', '"•••"', finding.message), hint="", secret=True)
