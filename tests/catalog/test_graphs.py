"""Cycles."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from gen_pipelines.catalog.graphs import find_cycle, find_cycles

graphs = st.dictionaries(st.sampled_from("abcdefg"), st.lists(st.sampled_from("abcdefgx"), max_size=3), max_size=7)


def has_cycle(edges: dict[str, list[str]]) -> bool:
    """By taking away what leads nowhere until nothing changes."""
    left = dict(edges)
    while gone := [name for name, following in left.items() if not any(one in left for one in following)]:
        for name in gone:
            del left[name]
    return bool(left)


@given(graphs)
def test_a_cycle_is_found_if_there_is_one(edges: dict[str, list[str]]) -> None:
    """What is found begins and ends with one name, and each step is an edge."""
    cycle = find_cycle(edges)
    assert bool(cycle) == has_cycle(edges)
    if cycle:
        assert cycle[0] == cycle[-1] and all(step in edges[name] for name, step in pairwise(cycle))


@given(graphs)
def test_all_cycles_are_cut(edges: dict[str, list[str]]) -> None:
    """After the first names of all cycles are taken out, none is left."""
    found = {cycle[0] for cycle in find_cycles(edges)}
    assert not has_cycle({name: following for name, following in edges.items() if name not in found})


def test_long_chains_are_no_trouble() -> None:
    """A chain of ten thousand names, and one that closes at its end."""
    chain = {str(number): [str(number + 1)] for number in range(10_000)}
    assert find_cycle(chain) == []
    assert len(find_cycle(chain | {"10000": ["0"]})) == 10_002
