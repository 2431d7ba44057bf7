"""What a person may have meant by a word that is not known."""

from __future__ import annotations

from collections.abc import Iterable


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A suggestion for a mistyped word, or nothing."""
    from difflib import SequenceMatcher, get_close_matches

    close = get_close_matches(word, list(known), n=3, cutoff=0.6)
    if not close:
        return ""
    best = max(close, key=lambda one: SequenceMatcher(None, word, one).ratio() + 0.1 * (word[:1] == one[:1]))
    return f'did you mean "{best}"?'
