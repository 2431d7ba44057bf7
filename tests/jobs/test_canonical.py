"""config.xml by meaning."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen_pipelines.jobs.canonical import canonical, decode_value, digest, encode_value
from gen_pipelines.jobs.folder import folder
from tests.jobs.conftest import config_of, sample, sourced

MULTIBRANCH = "org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject"
GIT = '<source class="jenkins.plugins.git.GitSCMSource">{}</source>'
TRAIT = "jenkins.plugins.git.traits.BranchDiscoveryTrait"


def test_the_lines_of_a_folder() -> None:
    """Class first, then one line a value; nothing of what Jenkins adds by itself."""
    assert canonical(sample("readback/folder_ge2.568.xml")) == [
        ".@class: com.cloudbees.hudson.plugins.folder.Folder",
        "description: Team payments.",
        "displayName: Payments",
    ]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param("<a><b>1</b><c>2</c></a>", "<a> <c>2</c>\n<b>1</b> </a>", id="order of fields, blanks"),
        pytest.param('<a plugin="x@1"><b>1</b></a>', "<a><b>1</b></a>", id="plugin versions"),
        pytest.param("<a><b></b><c/></a>", "<a/>", id="empty and missing"),
        pytest.param('<a><b class="empty-list"/></a>', "<a><b/></a>", id="empty list"),
        pytest.param('<a><owner class="X" reference="../.."/></a>', "<a/>", id="back pointers"),
        pytest.param(
            '<a><l class="java.util.Arrays$ArrayList"><a class="X-array"><x.Y/></a></l></a>',
            "<a><l><x.Y/></l></a>",
            id="arrays",
        ),
        pytest.param("<a><traits><x.B/><x.C/></traits></a>", "<a><traits><x.C/><x.B/></traits></a>", id="order of traits"),
        pytest.param(
            "<a><s><x.B><n>1</n></x.B><x.B><n>2</n></x.B></s></a>",
            "<a><s><x.B><n>2</n></x.B><x.B><n>1</n></x.B></s></a>",
            id="lists",
        ),
        pytest.param("<a><disabled>false</disabled></a>", "<a/>", id="a flag that is off"),
        pytest.param("<a><f><scmSourceBranchName>x</scmSourceBranchName></f></a>", "<a><f/></a>", id="state of a remote Jenkinsfile"),
        pytest.param("<a><s><projectId>1</projectId><sshRemote>x</sshRemote></s></a>", "<a><s/></a>", id="state of GitLab"),
        pytest.param(f"<a>{GIT.format('')}</a>", f"<a>{GIT.format(f'<traits><{TRAIT}/></traits>')}</a>", id="Git's traits left out"),
        pytest.param("<a><b><![CDATA[<x>]]></b></a>", "<a><!-- c --><b>&lt;x&gt;</b></a>", id="CDATA and comments"),
        pytest.param(
            "<a><com.cloudbees.jenkins.plugins.bitbucket.BranchDiscoveryTrait/></a>",
            "<a><com.cloudbees.jenkins.plugins.bitbucket.trait.BranchDiscoveryTrait/></a>",
            id="Bitbucket's old names",
        ),
        pytest.param(
            f"<{MULTIBRANCH}/>",
            f"""<{MULTIBRANCH}><orphanedItemStrategy class="com.cloudbees.hudson.plugins.folder.computed.DefaultOrphanedItemStrategy">
            <pruneDeadBranches>true</pruneDeadBranches><daysToKeep>0</daysToKeep><numToKeep>-1</numToKeep></orphanedItemStrategy>
            <factory class="org.jenkinsci.plugins.workflow.multibranch.WorkflowBranchProjectFactory">
            <scriptPath>Jenkinsfile</scriptPath></factory>
            <icon class="jenkins.branch.MetadataActionFolderIcon"/></{MULTIBRANCH}>""",
            id="defaults of a multibranch project",
        ),
        pytest.param(
            "<flow-definition><triggers><x.T><spec>1</spec></x.T></triggers></flow-definition>",
            "<flow-definition><properties><org.jenkinsci.plugins.workflow.job.properties.PipelineTriggersJobProperty><triggers><x.T><spec>1</spec>"
            "</x.T></triggers></org.jenkinsci.plugins.workflow.job.properties.PipelineTriggersJobProperty></properties></flow-definition>",
            id="triggers of a job itself",
        ),
    ],
)
def test_what_means_the_same_is_the_same(left: str, right: str) -> None:
    """Each is something that Jenkins changes in what was posted, or that has no meaning."""
    assert canonical(left) == canonical(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param("<a><b>1</b></a>", "<a><b>2</b></a>", id="a value"),
        pytest.param("<a><b>1</b></a>", "<a><b>1 </b></a>", id="a blank in a text"),
        pytest.param("<a><traits/></a>", "<a><traits><x.B/></traits></a>", id="an empty trait"),
        pytest.param("<a><x.B/></a>", "<a><x.B/><x.B/></a>", id="how often"),
        pytest.param('<a><b class="X$A"/></a>', '<a><b class="X$B"/></a>', id="a class"),
        pytest.param(
            "<a><data><x.B><n>1</n></x.B><x.B><n>2</n></x.B></data></a>",
            "<a><data><x.B><n>2</n></x.B><x.B><n>1</n></x.B></data></a>",
            id="sources",
        ),
        pytest.param("<a><columns><x.B/><x.C/></columns></a>", "<a><columns><x.C/><x.B/></columns></a>", id="columns"),
        pytest.param(f"<a>{GIT.format('<traits/>')}</a>", f"<a>{GIT.format('')}</a>", id="Git with no traits at all finds nothing"),
        pytest.param("<a><disabled>true</disabled></a>", "<a/>", id="a flag that is on"),
        pytest.param("<a><description>false</description></a>", "<a/>", id="a text that looks like a flag"),
        pytest.param("<a/>", "<b/>", id="the kind of item"),
        pytest.param("<a><b>x\\n</b></a>", "<a><b>x\n</b></a>", id="an escape and a line end"),
    ],
)
def test_what_means_something_else_differs(left: str, right: str) -> None:
    """Nothing that Jenkins would do differently is taken for noise."""
    assert canonical(left) != canonical(right)


@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\\\n\rn")))
def test_a_value_on_one_line_can_be_read_back(text: str) -> None:
    """Encoded values have no line ends, and no two texts share one."""
    encoded = encode_value(text)
    assert "\n" not in encoded
    assert "\r" not in encoded
    assert decode_value(encoded) == text


def test_the_marker_is_no_part_of_the_meaning() -> None:
    """A digest could not contain itself; and a browser's line ends change nothing either."""
    line = "[gen-pipelines owner=prod key=payments sha256=0123456789abcdef]"
    plain, marked = (canonical(folder("P", "Team.\nTwo.", last)) for last in ("", line))
    edited = folder("P", "Team.\nTwo.", line).replace("\n[", "&#xd;\n[").replace(".\nT", ".&#xd;\nT")
    assert plain == marked == canonical(edited)


def test_a_digest_is_sixteen_hex_digits_over_the_lines() -> None:
    """Recorded once: another value for the same catalog would scan every repository of every user."""
    assert digest(canonical(config_of(sourced()))) == "a4d04e47be58f871"
