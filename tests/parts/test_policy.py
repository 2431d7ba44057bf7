"""checkPolicy with the real conftest and syft."""

from __future__ import annotations

import pytest

from gen_pipelines.simulate.scenario import Event, When

from .bench import Bench
from .images import ARCHIVE, NOTE, made_image, made_index

CALL = "checkPolicy(policy: 'policy/image.rego')"
IMAGE = "registry.example.com/shop/api"
PACKAGE = "usr/lib/python3/dist-packages/requests-2.31.0.dist-info/METADATA"
RULES = """package image
import rego.v1

deny contains "runs as root" if input.user == ""

deny contains message if {
  some one in input.packages
  one.name == "requests"
  message := sprintf("contains %s %s", [one.name, one.version])
}

warn contains "has no source" if not input.labels["org.opencontainers.image.source"]
"""


@pytest.fixture
def built(bench: Bench) -> Bench:
    """A workspace with an image and a policy."""
    made_image(bench, IMAGE, "Metadata-Version: 2.1\nName: requests\nVersion: 2.31.0\n", path=PACKAGE)
    bench.write({"policy/image.rego": RULES})
    return bench


def test_broken_rules_fail_the_build_with_their_reasons(built: Bench) -> None:
    """User and packages; a warning is told and breaks nothing."""
    done = built.run(CALL)
    assert done.result == "FAILURE" and "checkPolicy: rules that are broken: 2\n" in done.error, done.log
    assert "runs as root (image, linux-amd64)" in done.error and "contains requests 2.31.0 (image, linux-amd64)" in done.error
    assert "warning: has no source" in done.log and built.outcome("checkPolicy")["verdict"] == "findings"
    assert "contains requests" not in built.run("checkPolicy(policy: 'policy/image.rego', packages: false)").error
    built.write({"policy/image.rego": RULES.replace('input.user == ""', 'input.user == "nobody"').replace('"requests"', '"other"')})
    done = built.run(f'echo "${{{CALL}}}"')
    assert done.result == "SUCCESS" and "clean: all rules hold" in done.log and "[broken:[]]" in done.log, done.log


@pytest.mark.parametrize(("rules", "said"), [
    ("package image\ndeny contains", "the policy cannot be read: "),
    ("package image\nimport rego.v1\nallow if true\n", "the policy policy/image.rego has no rule\n  write rules called deny"),
    ("", "the policy cannot be read: "),
])
def test_a_policy_that_judges_nothing_is_an_error(built: Bench, rules: str, said: str) -> None:
    """An image that nobody judged is not clean."""
    built.write({"policy/image.rego": rules})
    done = built.run(CALL)
    assert said in done.error and built.outcome("checkPolicy")["verdict"] == "error", done.log


def test_what_is_missing_is_an_error(built: Bench) -> None:
    """A policy that is not there or elsewhere, no archive, a broken one, an old conftest."""
    assert "there is no policy gone.rego\n  check the argument policy" in built.run("checkPolicy(policy: 'gone.rego')").error
    for place in ("/etc/passwd", "../image.rego", "--help"):
        assert f"{place} is no policy of the workspace" in built.run(f"checkPolicy(policy: '{place}')").error
    (built.work / ARCHIVE).write_text("no archive")
    assert f"the archive {ARCHIVE} cannot be read" in built.run(CALL).error
    (built.work / ARCHIVE).unlink()
    assert "is not on this agent\n  build it in this workspace" in built.run(CALL).error
    (built.work / NOTE).unlink()
    assert "there is no image of this build" in built.run(CALL).error
    built.tool("conftest", "echo Conftest: 0.30.0")
    assert "conftest 0.30.0 is too old: it takes 0.50 or later" in built.run(CALL).error


def test_every_image_of_an_index_is_judged(built: Bench) -> None:
    """Also two for one platform."""
    for users in (["", "app"], ["app", ""]):
        made_index(built, IMAGE, users)
        assert "rules that are broken: 1\n  runs as root (image, linux-amd64)" in built.run("checkPolicy(policy: 'policy/image.rego', packages: false)").error
    made_index(built, IMAGE, ["app", "web"])
    assert built.run("checkPolicy(policy: 'policy/image.rego', packages: false)").result == "SUCCESS"


def test_an_abort_is_an_abort(built: Bench) -> None:
    """While the policy judges."""
    built.tool("conftest", '[ "$1" != --version ] || { echo Conftest: 0.60.0; exit; }; sleep 60')
    done = built.run_with(CALL, events=(Event(event="abort", at=When(step="sh", delay="5s")),))
    assert done.result == "ABORTED" and "[checkPolicy] aborted" in done.log
