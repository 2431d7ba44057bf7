"""``tree=``: what is asked for, cut out of lists, and refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .conftest import FOLDER, JOB, Asker, project
from .controller import Controller
from .tree import MalformedTree, Tree, parse_tree

NAMES = st.text("abcXYZ_", min_size=1, max_size=5)
TREES = st.recursive(st.builds(Tree), lambda below: st.builds(Tree, st.dictionaries(NAMES, below, min_size=1, max_size=3)), max_leaves=8)


def written(tree: Tree) -> str:
    """A tree as a client would write it."""
    return ",".join(name + (f"[{written(below)}]" if below.children else "") for name, below in tree.children.items())


@given(st.builds(Tree, st.dictionaries(NAMES, TREES, min_size=1, max_size=4)))
def test_what_is_written_is_read(tree: Tree) -> None:
    """Any tree comes back as it was."""
    assert parse_tree(written(tree)) == tree


@pytest.mark.parametrize("text", ["", ",", "a,", "a,,b", "a[", "a[]", "a]", "a{", "a{x}", "a{1", "a{-1,2}", "a{0}[b]", "[a]"])
def test_nonsense_is_refused(text: str, ask: Asker) -> None:
    """With 500, as a controller does."""
    with pytest.raises(MalformedTree):
        parse_tree(text)
    assert ask("GET", f"/api/json?tree={text}").status == 500


@pytest.mark.parametrize(("cut", "names"), [("{0,2}", "ab"), ("{2}", "c"), ("{1,}", "bcd"), ("{,1}", "a"), ("{4,9}", ""), ("{0,0}", "")])
def test_ranges(cut: str, names: str, ask: Asker) -> None:
    """The end is not included; the start may be the end."""
    for name in "dbca":
        ask("POST", f"/createItem?name={name}", JOB)
    assert "".join(job["name"] for job in ask.tree("/", f"jobs[name]{cut}")["jobs"]) == names
    assert ask("GET", "/api/json?tree=jobs[name]{5,9}").status == 500


def test_classes_branches_and_stars(controller: Controller, ask: Asker) -> None:
    """``_class`` comes always; branches stand under ``jobs``; a star asks for everything; unknown names for nothing."""
    ask("POST", "/createItem?name=f", FOLDER.format("d"))
    ask("POST", "/job/f/createItem?name=m", project())
    branch = {"_class": "org.jenkinsci.plugins.workflow.job.WorkflowJob", "name": "main"}
    assert ask.tree("/job/f/", "nothing,jobs[name,jobs[name]]") == {
        "_class": "com.cloudbees.hudson.plugins.folder.Folder",
        "jobs": [{"_class": "org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject", "name": "m", "jobs": [branch]}],
    }
    assert {"description", "fullName", "jobs", "url", "views"} <= ask.tree("/job/f/", "*").keys()
