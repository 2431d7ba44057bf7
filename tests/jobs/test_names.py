"""Jenkins' rules for names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen_pipelines.jobs.names import MAXIMUM, UNSAFE, collision_key, problem_with


@pytest.mark.parametrize(
    "name",
    ["a", "a b", "über", "a.b", "-a", ".a", "a,b", "a+b=c", "~a", "(a)", "{a}", "a'b\"c", "a`b", "日本", "x" * 255],
)
def test_names_that_a_controller_took(name: str) -> None:
    """Blanks inside, Unicode, quotes and the other odd ones that Jenkins accepts."""
    assert problem_with(name) is None


@pytest.mark.parametrize("name", ["", " ", ".", "..", "a.", "a\tb", "a\nb", "x" * 256, "ü" * 128, " a", "a ", "\x7f", *UNSAFE])
def test_names_that_a_controller_refused(name: str) -> None:
    """Each refusal ends a sentence that begins with the name."""
    assert problem_with(name)


@pytest.mark.parametrize("character", sorted(UNSAFE))
def test_an_unsafe_character_is_named(character: str) -> None:
    """The message shows the character that is in the way."""
    assert f'"{character}"' in (problem_with(f"a{character}b") or "")


@given(st.text(max_size=300))
def test_accepted_names_are_clean(name: str) -> None:
    """Nothing that is accepted has an unsafe character, a control character, an outer blank, or is too long."""
    if problem_with(name) is None:
        assert name
        assert name == name.strip()
        assert not UNSAFE & set(name)
        assert len(name.encode()) <= MAXIMUM
        assert not name.endswith(".")


@given(st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,40}[A-Za-z0-9]", fullmatch=True))
def test_names_of_the_catalog_are_names_for_jenkins(name: str) -> None:
    """What the catalog's own pattern allows needs no second look."""
    assert problem_with(name) is None


def test_names_that_differ_by_case_collide() -> None:
    """Also when one of them writes its accents as separate characters."""
    assert collision_key("Frontend") == collision_key("frontEND")
    assert collision_key("ÜBER") == collision_key("u\u0308ber")
    assert collision_key("a") != collision_key("b")
