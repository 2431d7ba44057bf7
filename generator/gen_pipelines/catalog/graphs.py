"""Cycles in "builds on" relations: profiles, environments, upstream services."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping


def find_cycle(edges: Mapping[str, Iterable[str]]) -> list[str]:
    """A cycle, as ``[a, b, a]``, or an empty list. Names without an entry end a path."""
    done: set[str] = set()
    for start in edges:
        if start not in done and (cycle := _follow(start, edges, done)):
            return cycle
    return []


def find_cycles(edges: Mapping[str, Iterable[str]]) -> Iterator[list[str]]:
    """Cycles until none is left, each cut at its first name after it was found."""
    left = dict(edges)
    while cycle := find_cycle(left):
        yield cycle
        del left[cycle[0]]


def _follow(start: str, edges: Mapping[str, Iterable[str]], done: set[str]) -> list[str]:
    """The cycle that is met going from ``start``. What leads nowhere is added to ``done``."""
    trail = {start: None}  # a dictionary for its order and its fast look-up
    waiting = [iter(edges[start])]
    while waiting:
        step = next(waiting[-1], None)
        if step is None:
            waiting.pop()
            done.add(trail.popitem()[0])
        elif step in trail:
            names = list(trail)
            return [*names[names.index(step) :], step]
        elif step in edges and step not in done:
            trail[step] = None
            waiting.append(iter(edges[step]))
    return []
