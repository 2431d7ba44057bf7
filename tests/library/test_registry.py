"""How the library reads the name of a repository, and what it binds for its credential."""

from __future__ import annotations

import pytest

from gen_pipelines.simulate.engine import Engine

from .test_library import log


@pytest.mark.parametrize(
    ("image", "host", "name", "account", "region"),
    [
        ("123456789012.dkr.ecr.us-east-1.amazonaws.com/team/api", "123456789012.dkr.ecr.us-east-1.amazonaws.com", "team/api", "123456789012", "us-east-1"),
        ("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/api", "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn", "api", "123456789012", "cn-north-1"),
        ("123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com/api", "123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com", "api", "123456789012", "us-gov-west-1"),
        ("127.0.0.1:5000/shop/api", "127.0.0.1:5000", "shop/api", "null", "null"),
        ("123456789012.dkr.ecr.us-east-1.amazonaws.com.example.com/api", "123456789012.dkr.ecr.us-east-1.amazonaws.com.example.com", "api", "null", "null"),
    ],
)
def test_a_repository_is_read(engine: Engine, image: str, host: str, name: str, account: str, region: str) -> None:
    """Only what is ECR's is taken for ECR's."""
    lines = log(engine, f"genpipelines.Registry r = new genpipelines.Registry('{image}')\necho \"${{r.host}} ${{r.name}} ${{r.account}} ${{r.region}} ${{r.problem()}}\"")
    assert f"{host} {name} {account} {region} null" in lines


@pytest.mark.parametrize("image", ["api", "example.com/api:1", "example.com/api@sha256:0", "-x/api", "example.com/", "example.com/a b", "h/../x", "H/x"])
def test_what_is_no_repository_is_refused(engine: Engine, image: str) -> None:
    """Before a shell sees it."""
    lines = log(engine, f"echo new genpipelines.Registry('{image}').problem()")
    assert f"{image} is no repository of images" in lines


def test_a_credential_is_bound_by_the_kind_of_registry(engine: Engine) -> None:
    """None for the agent's own login."""
    script = "for (String image : ['123456789012.dkr.ecr.us-east-1.amazonaws.com/api', 'registry.example.com/api']) {\n"
    script += "  genpipelines.Registry r = new genpipelines.Registry(image)\n  echo \"${r.bindings('x')} ${r.bindings(null)}\"\n}"
    text = "\n".join(log(engine, script))
    assert "$class:AmazonWebServicesCredentialsBinding" in text and "$class:UsernamePasswordMultiBinding" in text and text.count(" []") == 2
