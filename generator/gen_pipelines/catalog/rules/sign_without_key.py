"""A signature needs one key."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from . import Context, Rule

RULE = Rule(
    "sign-without-key",
    ERROR,
    "A signature without a key, or with two.",
    why="Jenkins has no identity of its own that cosign could use (no ambient OIDC provider): it needs a key, from a credential "
    "or from a KMS.",
    bad="supply-chain: {sign: true}",
    good="supply-chain: {sign: {key: cosign-key}}",
)


def check(context: Context) -> Iterator[Finding]:
    """Settings that sign with neither, or with both."""
    for service, settings in context.settings():
        sign = settings.supply_chain.sign
        if sign is not None and (sign.key is None) == (sign.kms is None):
            place = context.at(service, "supply-chain", "sign")
            message = "the signature has no key" if sign.key is None else "the signature has two keys"
            yield RULE.found(message, place, "say `key:` (a Jenkins credential) or `kms:` (a KMS key)")
