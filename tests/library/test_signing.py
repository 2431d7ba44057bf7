"""How the library reads which key signs."""

from __future__ import annotations

import pytest

from gen_pipelines.simulate.engine import Engine

from .test_library import log


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ("key: 'cosign-key'", "null"),
        ("kms: 'awskms:///alias/cosign'", "null"),
        ("kms: 'awskms:///arn:aws:kms:us-east-1:123456789012:key/0123-abc'", "null"),
        ("kms: 'hashivault://cosign'", "null"),
        ("kms: null", "it is not clear which key is meant"),
        ("key: 'cosign-key', kms: 'awskms:///alias/cosign'", "it is not clear which key is meant"),
        ("kms: '/etc/passwd'", "/etc/passwd is no key of a KMS"),
        ("kms: '--key=x'", "--key=x is no key of a KMS"),
        ("kms: 'awskms:///alias/a b'", "awskms:///alias/a b is no key of a KMS"),
    ],
)
def test_one_key_is_named_and_it_is_one(engine: Engine, given: str, problem: str) -> None:
    """A file in Jenkins or a key of a KMS, before a shell sees it."""
    assert problem in log(engine, f"echo \"${{genpipelines.Signing.problem([{given}])}}\"")


def test_a_key_and_its_password_are_bound(engine: Engine) -> None:
    """Each from a credential of its own; a key of a KMS needs none."""
    lines = log(engine, "echo \"${genpipelines.Signing.bindings([key: 'k', password: 'p'])}\"\necho \"${genpipelines.Signing.bindings([kms: 'awskms:///alias/a'])}\"")
    assert any("FileBinding, credentialsId:k, variable:GP_SIGNING_KEY" in line and "StringBinding, credentialsId:p, variable:COSIGN_PASSWORD" in line for line in lines)
    assert "[]" in lines
