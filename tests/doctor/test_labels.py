"""Label expressions."""

from __future__ import annotations

import pytest

from gen_pipelines.doctor.labels import UnknownExpression, matches

LINUX = frozenset(("linux", "docker", "big one"))


@pytest.mark.parametrize("expression", ["linux", "linux && docker", "!arm", "arm || docker", "linux && (arm || docker)", '"big one"', "!(arm && linux)", "arm && arm || linux"])
def test_what_an_agent_may_run(expression: str) -> None:
    """The operators bind as in Jenkins: not, and, or."""
    assert matches(expression, LINUX)


@pytest.mark.parametrize("expression", ["arm", "linux && arm", "!linux", "!(linux || arm)", "linux && !docker", "arm || linux && arm"])
def test_what_it_may_not(expression: str) -> None:
    """The same for no."""
    assert not matches(expression, LINUX)


@pytest.mark.parametrize("expression", ["", "linux &&", "(linux", "linux)", "a -> b", "&& a", "linux docker", "a & b"])
def test_what_is_no_expression(expression: str) -> None:
    """It is told apart from no."""
    with pytest.raises(UnknownExpression):
        matches(expression, LINUX)
