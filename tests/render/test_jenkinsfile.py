"""Rendered Jenkinsfiles."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gen_pipelines.errors import UserError
from gen_pipelines.pipeline.build import build_pipeline
from gen_pipelines.render.jenkinsfile import Jenkinsfiles
from gen_pipelines.render.linter.rules import lint
from gen_pipelines.render.skeleton import Skeleton, slot
from tests.three_tier import ROOT, catalog_of, three_tier

GOLDEN = ROOT / "tests/golden"


@pytest.mark.parametrize("service", ["frontend", "backend", "database", "infrastructure"])
def test_the_example_renders_as_it_was_reviewed(service: str) -> None:
    """Same input, same bytes. When a change is meant, `make golden` writes them anew: read the difference."""
    catalog = three_tier()
    assert Jenkinsfiles(catalog).of_service(catalog.services[service]) == (GOLDEN / f"{service}.jenkinsfile").read_text(encoding="utf-8")


def test_an_operation_renders_as_it_was_reviewed() -> None:
    """With its agent, time limit and step."""
    catalog = three_tier()
    text = Jenkinsfiles(catalog).of_operation("back-up-database", catalog.operations["back-up-database"])
    assert text == (GOLDEN / "back-up-database.jenkinsfile").read_text(encoding="utf-8")


@pytest.mark.parametrize("file", ["pipelines.yaml", "examples/three-tier/monorepo.yaml"])
def test_a_filled_skeleton_is_what_rendering_alone_gives(file: str) -> None:
    """But for line breaks: a skeleton does not know how long the names will be."""
    catalog = three_tier(file)
    rendered = Jenkinsfiles(catalog)
    for service in catalog.services.values():
        alone = rendered._render(build_pipeline(catalog, service), service, f"from {rendered.file}, service {service.name}")
        assert "".join(rendered.of_service(service).split()) == "".join(alone.split())


HOSTILE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ue000\ue001"), max_size=30) | st.sampled_from(
    ["'", "\\", "\\'", "$", "${x}", "*/", "\n", "'''", "\\u0027", "\u2028", "') } } //"]
)


@settings(max_examples=60, deadline=None)
@given(image=HOSTILE, path=HOSTILE, value=HOSTILE)
def test_no_value_leaves_its_literal(image: str, path: str, value: str) -> None:
    """Whatever the values, the file is one clean pipeline with the same stages."""
    catalog = three_tier()
    service = catalog.services["backend"]._replace(image=image, path=path)
    text = Jenkinsfiles(catalog).of_service(service)
    assert lint(text, generated=True) == []
    assert text.count("\n") < 400


def template(tmp_path: Path, text: str, use: str = "stages: [{after: checkout, template: mine.groovy.j2, values: {who: \"it's\"}}]") -> str:
    """A pipeline with a team's own template."""
    (tmp_path / "mine.groovy.j2").write_text(text)
    catalog = catalog_of(f'version: 1\norganization: acme\nservices:\n  a: {{repository: "https://github.com/acme/a.git", {use}}}\n', tmp_path)
    return Jenkinsfiles(catalog).of_service(catalog.services["a"])


def test_a_teams_stage_is_rendered_at_its_place(tmp_path: Path) -> None:
    """Its values go through a filter."""
    text = template(tmp_path, "stage('Mine') {\n  steps {\n    runCommand(command: {{ values.who|groovy }})\n  }\n}\n")
    assert "        stage('Mine') {\n          steps {\n            runCommand(command: 'it\\'s')" in text


def test_a_team_can_replace_a_block_of_the_pipeline(tmp_path: Path) -> None:
    """By extending our template; the rest stays."""
    override = '{% extends "Jenkinsfile.groovy.j2" %}\n{% block options %}\n  options {\n    timestamps()\n  }\n{% endblock %}\n'
    text = template(tmp_path, override, "templates: {pipeline: mine.groovy.j2}")
    assert "  options {\n    timestamps()\n  }" in text and "buildDiscarder" not in text


def test_a_team_can_replace_a_stage(tmp_path: Path) -> None:
    """By its key."""
    text = template(tmp_path, "stage({{ stage.name|groovy }}) { steps { echo 'mine' } }\n", "templates: {checkout: mine.groovy.j2}")
    assert "stage('Checkout') { steps { echo 'mine' } }" in text and "fetchSource" not in text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("stage('A') { steps { echo '{{ values.who }}' } }", "use a filter"),
        ("stage('A') { steps { echo {{ values.nothing|groovy }} } }", "no attribute 'nothing'"),
        ("stage('A') {{", "mine.groovy.j2"),
        ("{% if %}", "mine.groovy.j2:1"),
        ("stage('A') { stepz { echo 'x' } }", "unknown-section"),
        ("stage('A') { steps { echo {{ 1 / 0 }} } }", "mine.groovy.j2:1: division by zero"),
        ("\n{{ stage|call }}", "mine.groovy.j2:2: 'Stage' object has no attribute 'step'"),
        ("{{ 'x'|indented }}", "mine.groovy.j2:1: _indented() missing"),
        ("{{ service|code }}{{ service.settings|groovy }}", "mine.groovy.j2:1: a value of type Settings cannot be written"),
        ("{{ values.nothing }}", "no attribute 'nothing'"),
        ("{% extends 'mine.groovy.j2' %}", "includes or extends itself"),
        ("{% for one in range(10 ** 9) %}{% endfor %}", "mine.groovy.j2:1: Range too big"),
        ("stage('A') {\n\n\n\n  steps { echo 'x' }\n}", "blank lines"),
    ],
)
def test_a_teams_mistake_is_told_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    """Unfiltered values, undefined names, broken templates, and pipelines that Jenkins would refuse."""
    with pytest.raises(UserError) as caught:
        template(tmp_path, text)
    assert said in caught.value.message


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__()|length }}",
        "{{ stage|attr('__class__') }}",
        "{{ template_text.__globals__ }}{{ self._TemplateReference__context.environment.loader }}",
        "{{ cycler.__init__.__globals__.os.system('echo')|groovy }}",
    ],
)
def test_a_template_runs_no_python_of_a_stranger(tmp_path: Path, text: str) -> None:
    """A pull request can bring one, and `plan` renders it."""
    with pytest.raises(UserError, match=r"unsafe|undefined"):
        template(tmp_path, f"stage('A') {{ steps {{ echo {text} }} }}")


def test_a_template_that_is_no_text_is_told(tmp_path: Path) -> None:
    """It must be UTF-8."""
    (tmp_path / "mine.groovy.j2").write_bytes(b"\xff\xfe")
    catalog = catalog_of('version: 1\norganization: acme\nservices:\n  a: {repository: "https://github.com/acme/a.git", templates: {checkout: mine.groovy.j2}}\n', tmp_path)
    with pytest.raises(UserError, match=r"mine\.groovy\.j2 is not UTF-8"):
        Jenkinsfiles(catalog).of_service(catalog.services["a"])


@given(st.dictionaries(st.sampled_from(["name", "image", "path"]), st.text(max_size=10), min_size=3), st.lists(st.sampled_from(["name", "image", "path", "x", "\n"])))
def test_a_skeleton_fills_every_slot(values: dict[str, str], pieces: list[str]) -> None:
    """Filling is replacing."""
    text = "".join(slot(piece) if piece in values else piece for piece in pieces)
    assert Skeleton(text).fill(values) == "".join(values.get(piece, piece) for piece in pieces)


def test_a_slot_without_a_value_is_an_error() -> None:
    """It would be left in the file."""
    with pytest.raises(KeyError):
        Skeleton(slot("name")).fill({})
