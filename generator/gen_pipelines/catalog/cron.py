"""Jenkins' schedules: five fields with its ``H``, several lines, time zones, and aliases.

Facts: Jenkins' help of "Build periodically" (fields, operators, aliases; days of the week 0-7, no names of days or months, ``TZ=`` as the first line).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

ALIASES = ("@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly")
FIELDS = (("minute", 0, 59), ("hour", 0, 23), ("day of the month", 1, 31), ("month", 1, 12), ("day of the week", 0, 7))
_WORD = re.compile(r"\S+")
_TERM = re.compile(r"(?P<base>\*|H(?:\((?P<low>\d+)-(?P<high>\d+)\))?|(?P<first>\d+)(?:-(?P<last>\d+))?)(?:/(?P<step>\d+))?\Z")


class CronProblem(NamedTuple):
    """What is wrong with a schedule, and where in its text (characters from 0)."""

    offset: int
    message: str
    hint: str = ""


def problems(spec: str) -> list[CronProblem]:
    """Everything Jenkins would refuse in a schedule. Empty for a good one."""
    found: list[CronProblem] = []
    schedules = 0
    for number, (offset, line) in enumerate(_lines(spec)):
        if line.startswith("TZ="):
            found += _time_zone(line[3:].strip(), offset, first=number == 0)
        else:
            schedules += 1
            found += _alias(line, offset) if line.startswith("@") else _fields(line, offset)
    if not schedules:
        found.append(CronProblem(0, "there is no schedule here", "five fields: minute, hour, day of the month, month, day of the week"))
    return found


def advice(spec: str) -> list[CronProblem]:
    """What works but hurts: a build every minute, or a fixed minute that every other job uses too."""
    found = []
    for offset, line in _lines(spec):
        minute = line.split()[0]
        if minute in ("*", "*/1"):
            found.append(CronProblem(offset, "this runs every minute", "say H for once an hour, or H/15 for every quarter of an hour"))
        elif minute.isdigit():
            found.append(CronProblem(offset, f"minute {minute} is fixed, and other jobs have it too", "say H: Jenkins spreads the load"))
        elif re.match(r"\*/\d+$", minute):
            found.append(CronProblem(offset, f"{minute} starts in the same minutes as every job written so", f"say H{minute[1:]}: Jenkins spreads the load"))
    return found


def _lines(spec: str) -> Iterator[tuple[int, str]]:
    """The lines that mean something, each with its offset in the text."""
    offset = 0
    for line in spec.split("\n"):
        stripped = line.strip()
        if stripped and not stripped.startswith("#"):
            yield offset + line.index(stripped[0]), stripped
        offset += len(line) + 1


def _alias(line: str, offset: int) -> list[CronProblem]:
    return [] if line in ALIASES else [CronProblem(offset, f'there is no schedule "{line}"', f"known: {', '.join(ALIASES)}")]


def _time_zone(name: str, offset: int, *, first: bool) -> list[CronProblem]:
    from zoneinfo import available_timezones

    if not first:
        return [CronProblem(offset, "a time zone must be the first line", "move it up")]
    known = available_timezones()
    return [] if not known or name in known else [CronProblem(offset + 3, f'there is no time zone "{name}"', "for example TZ=Europe/Berlin")]


def _fields(line: str, offset: int) -> list[CronProblem]:
    words = list(_WORD.finditer(line))
    if len(words) != len(FIELDS):
        many = "too many" if len(words) > len(FIELDS) else "too few"
        at = words[len(FIELDS)].start() if len(words) > len(FIELDS) else 0
        return [CronProblem(offset + at, f"{many} fields: {len(words)} instead of 5", "minute, hour, day of the month, month, day of the week")]
    return [problem for word, field in zip(words, FIELDS, strict=False) for problem in _field(word[0], offset + word.start(), *field)]


def _field(word: str, offset: int, name: str, lowest: int, highest: int) -> Iterator[CronProblem]:
    for term in word.split(","):
        message = _wrong(term, lowest, highest)
        if message:
            yield CronProblem(offset, f"{name}: {message}", f"{lowest} to {highest}, `*`, `H`, `a-b`, `a,b` or `/n`")
        offset += len(term) + 1


def _wrong(term: str, lowest: int, highest: int) -> str:
    """Why one term of a field is refused, or nothing."""
    match = _TERM.match(term)
    if match is None:
        return f'"{term}" is not understood'
    low, high = match["low"] or match["first"], match["high"] or match["last"] or match["first"]
    if low is not None and high is not None:
        for number in (low, high):
            if not lowest <= int(number) <= highest:
                return f"{int(number)} is out of range"
        if int(low) > int(high):
            return f"{low}-{high} runs backwards"
    step = match["step"]
    if step is None:
        return ""
    if match["first"] is not None and match["last"] is None:
        return f'"{term}": a step needs a range before it'
    size = (int(high) - int(low) if low is not None and high is not None else highest - lowest) + 1
    return f"a step of {step} is out of range" if not 0 < int(step) <= size else ""
