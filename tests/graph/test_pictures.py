"""The pictures: none of them is broken by a name."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen_pipelines.errors import UserError
from gen_pipelines.graph import mermaid, svg, text
from gen_pipelines.graph.draw import KINDS, picture
from gen_pipelines.graph.timing import time_pipeline
from gen_pipelines.pipeline.model import Call, Pipeline, Stage
from tests.three_tier import pipeline_of, three_tier

SVG = "{http://www.w3.org/2000/svg}"
NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)


def named(name: str) -> Pipeline:
    """A pipeline whose service and stages have a name."""
    pipeline = pipeline_of(three_tier(), "database")
    stages = (Stage(name, "a", (Call("x", {}),)), Stage(name + "2", "b", parallel=(Stage(name + "3", "c", (Call("x", {}),)), Stage(name + "4", "d", (Call("x", {}),)))))
    return pipeline._replace(service=name, stages=stages)


@given(NAMES)
def test_svg_is_well_formed_whatever_the_names(name: str) -> None:
    """And no element comes out of a name."""
    root = ElementTree.fromstring(svg.draw(named(name)))
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {"svg", "title", "desc", "style", "text", "rect", "path", "g"}


@given(NAMES)
def test_mermaid_labels_hold_nothing_that_ends_them(name: str) -> None:
    """Between the quotes stand letters, digits, a few harmless signs, and number codes."""
    for label in re.findall(r'\["(.*?)"\]', mermaid.draw(named(name))):
        assert not re.search(r"[\"<>\[\]{}`|\\]", label)


def test_mermaid_of_a_small_pipeline() -> None:
    """Stages one after the other are tied; those side by side are in a subgraph, each tied to what follows."""
    drawn = mermaid.draw(named("n"))
    assert drawn.startswith(
        'flowchart LR\n  s0["n"]\n  subgraph g1 ["n2"]\n    s1["n3"]\n    s2["n4"]\n  end\n  s0 --> s1\n  s0 --> s2\n'
    )


def test_the_tree_shows_groups_and_what_is_side_by_side() -> None:
    """`=` ties stages side by side, `-` those in sequence."""
    assert text.draw(named("n")) == "n\nn2\n|= n3\n`= n4\n"


def test_the_timed_tree_marks_what_decides() -> None:
    """A star at each stage of the critical path, and the totals below."""
    pipeline = named("n")
    drawn = text.draw(pipeline, time_pipeline(pipeline, {"a": 10, "c": 60, "d": 30}))
    assert re.search(r"n3 +10s +1m 00s +\*", drawn)
    assert "one after the other  1m 40s" in drawn and "as it runs           1m 10s (30% less)" in drawn


def test_svg_boxes_do_not_overlap_and_stay_in_the_picture() -> None:
    """For the widest real example."""
    pipeline = pipeline_of(three_tier(), "backend")
    root = ElementTree.fromstring(svg.draw(pipeline, time_pipeline(pipeline, {})))
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    boxes = [tuple(float(rect.attrib[name]) for name in ("x", "y", "width", "height")) for rect in root.iter(f"{SVG}rect") if "node" in rect.attrib["class"]]
    assert len(boxes) > 15
    for x, y, wide, tall in boxes:
        assert x >= 0 and x + wide <= width and y >= 0 and y + tall <= height
    for index, (x, y, wide, tall) in enumerate(boxes):
        for x2, y2, wide2, tall2 in boxes[index + 1 :]:
            assert x + wide <= x2 or x2 + wide2 <= x or y + tall <= y2 or y2 + tall2 <= y


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("service", ["frontend", "backend", "database", "infrastructure"])
def test_every_service_can_be_drawn_in_every_way(kind: str, service: str) -> None:
    """With and without times."""
    for timed in (True, False):
        assert service in picture(three_tier(), service, kind, timed=timed) or kind in ("text", "mermaid")


def test_json_has_the_whole_tree() -> None:
    """Stages, steps, times and totals."""
    data = json.loads(picture(three_tier(), "backend", "json", timed=True))
    assert data["after"] < data["before"]
    assert data["stages"][0]["stages"][0]["steps"] == ["fetchSource"]


def test_an_unknown_service_gets_a_suggestion() -> None:
    """As everywhere."""
    with pytest.raises(UserError) as caught:
        picture(three_tier(), "bakend", "text", timed=False)
    assert caught.value.hint == 'did you mean "backend"?'


def test_svg_shows_characters_that_xml_refuses_or_that_reverse_text_as_their_numbers() -> None:
    """A viewer would refuse the whole picture because of the first two."""
    drawn = svg.draw(named("a\uffffb\x01c\u202ed"))
    assert "a\\uffffb\\u0001c\\u202ed" in drawn
    ElementTree.fromstring(drawn)
