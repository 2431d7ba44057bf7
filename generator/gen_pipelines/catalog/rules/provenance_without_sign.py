"""An attestation is signed, or it is none."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from . import Context, Rule

RULE = Rule(
    "provenance-without-sign",
    ERROR,
    "Provenance or verification without a signature.",
    why="Provenance is a signed statement, and there is nothing to verify on an image that nobody signed: both would be left out silently.",
    bad="supply-chain: {provenance: true}",
    good="supply-chain: {provenance: true, sign: {kms: 'awskms:///alias/cosign'}}",
)


def check(context: Context) -> Iterator[Finding]:
    """Settings of services with an image that ask for one without the other."""
    for service, settings in context.settings():
        chain = settings.supply_chain
        if chain.sign is not None or settings.build is None:
            continue
        hint = "add `sign: {key: ...}` or `sign: {kms: ...}`"
        if chain.provenance:
            yield RULE.found("provenance needs a signature", context.at(service, "supply-chain", "provenance"), hint)
        if chain.verify and context.written_by(service, "supply-chain", "verify"):
            yield RULE.found("there is no signature to verify", context.at(service, "supply-chain", "verify"), hint)
