"""Entries of a catalog from jobs that exist: what they make is what was there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gen_pipelines.catalog.check import read_catalog
from gen_pipelines.catalog.model import Catalog
from gen_pipelines.generate import operation_scripts
from gen_pipelines.importing.collect import Imported, collect
from gen_pipelines.importing.text import as_yaml
from gen_pipelines.jobs.build import desired_items
from gen_pipelines.jobs.difference import difference
from gen_pipelines.jobs.item import FOLDER, VIEW, Item
from gen_pipelines.sync.state import ActualItem, State, place
from tests.three_tier import catalog_of, three_tier

HEAD = "version: 1\norganization: {name: root, owner: %s}\nlibrary: {version: v1}\ncontrollers: {local: {home: home}}\n"


def items_of(catalog: Catalog) -> list[Item]:
    """What the catalog wants to exist."""
    return desired_items(catalog, None, operation_scripts(catalog))


def state_of(items: list[Item]) -> State:
    """A target that has exactly these, and no marks on them."""
    return State({place(item.kind, item.path): ActualItem(item.path, item.kind, None, False, item.config) for item in items})


def imported_from(items: list[Item], folder: Path, defaults: str = "") -> tuple[Imported, Catalog]:
    """What is imported into an empty catalog, and that catalog with it included."""
    empty = catalog_of(HEAD % "new" + defaults + "services: {}\n", folder)
    imported = collect(state_of(items), empty, lambda item: True)
    (folder / "imported.yaml").write_text(as_yaml(imported, "a test"), encoding="utf-8")
    return imported, catalog_of(HEAD % "new" + defaults + "include: [imported.yaml]\n", folder)


def differences(before: list[Item], after: list[Item]) -> dict[str, list[str]]:
    """What differs, by the item's path."""
    known = {item.path: item for item in after}
    found = {"/".join(item.path): difference(item.config, known[item.path].config) if item.path in known else ["missing"] for item in before if item.kind != VIEW}
    return {path: lines for path, lines in found.items() if lines}


ADDRESSES = {
    "git": st.sampled_from(["https://git.example.com/acme/shop.git", "ssh://git@git.example.com:2222/a/b/shop.git", "git@host:acme/shop.git"]),
    "github": st.sampled_from(["https://github.com/acme/shop.git", "https://github.example.com/acme/shop.git", "https://code.example.com/acme/shop.git"]),
    "gitlab": st.sampled_from(["https://gitlab.com/acme/shop.git", "https://gitlab.com/acme/team/web/shop.git"]),
    "bitbucket": st.sampled_from(
        ["https://bitbucket.org/acme/shop.git", "https://bitbucket.example.com/scm/KEY/shop.git", "https://code.example.com/ctx/scm/~jo/shop.git", "https://bitbucket.org/a/b"]
    ),
}
BRANCHES = st.fixed_dictionaries(
    {},
    optional={
        "discover": st.sampled_from(["all", "without-pull-requests", "only-pull-requests"]),
        "include": st.lists(st.sampled_from(["main", "release/*", "PR-*", "MR-*", "*"]), max_size=3, unique=True),
        "exclude": st.lists(st.sampled_from(["wip/*", "x"]), max_size=2, unique=True),
    },
)
REQUESTS = st.one_of(
    st.just(False),
    st.fixed_dictionaries(
        {},
        optional={
            "discover": st.sampled_from(["merge", "head", "both"]),
            "forks": st.sampled_from(["merge", "head", "both", "none"]),
            "trust": st.sampled_from(["nobody", "contributors", "permission"]),
        },
    ),
)
CLONE = st.fixed_dictionaries(
    {}, optional={"shallow": st.booleans(), "depth": st.integers(1, 50), "tags": st.booleans(), "timeout": st.sampled_from(["5m", "10m", "1h", "90s"]), "clean": st.booleans()}
)
ORPHANS = st.fixed_dictionaries({}, optional={"prune": st.booleans(), "days": st.sampled_from([-1, 1, 30]), "count": st.sampled_from([-1, 5]), "abort-builds": st.booleans()})
SOURCE = st.fixed_dictionaries(
    {},
    optional={
        "credentials": st.just("git-readonly"),
        "branches": BRANCHES,
        "pull-requests": REQUESTS,
        "tags": st.booleans(),
        "orphans": ORPHANS,
        "clone": CLONE,
        "scan": st.sampled_from(["5m", "90s", "36h", "2d"]),
        "initial-build": st.booleans(),
    },
)
TEXT = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufffe\uffff"), max_size=30)
SERVICE = st.sampled_from(sorted(ADDRESSES)).flatmap(
    lambda kind: st.fixed_dictionaries(
        {"repository": ADDRESSES[kind], "source": SOURCE.map(lambda source: {**source, "kind": kind})},
        optional={"title": TEXT, "description": TEXT, "triggers": st.just({"webhook": False}), "jenkinsfile": st.sampled_from(["ci/Jenkinsfile", "Jenkinsfile"])},
    )
)
DEFAULTS = st.sampled_from(
    [
        "",
        "defaults: {source: {branches: {include: [main]}, pull-requests: false, scan: 6h, credentials: other, clone: {shallow: true, clean: false}}}\n",
        "defaults: {jenkinsfile: ci/x, triggers: {webhook: false}, source: {kind: git, tags: true, initial-build: false, orphans: {days: 3}}}\n",
    ]
)


@given(st.dictionaries(st.sampled_from(["shop", "web", "api"]), SERVICE, min_size=1), DEFAULTS)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_services_make_the_projects_they_were_imported_from(tmp_path_factory: pytest.TempPathFactory, services: dict[str, Any], defaults: str) -> None:
    """Whatever the kind of source, its settings, and the defaults of the catalog it goes into."""
    folder = tmp_path_factory.mktemp("catalog")
    text = yaml.safe_dump({"groups": {"g": {}}, "services": {name: {**service, "group": "g"} for name, service in services.items()}}, allow_unicode=True)
    (folder / "pipelines.yaml").write_text(HEAD % "old" + text, encoding="utf-8")
    catalog = read_catalog(folder / "pipelines.yaml").catalog
    if catalog is None:  # some combinations are refused, such as two kinds of filters
        return
    before = items_of(catalog)
    imported, after = imported_from(before, folder, defaults)
    assert not imported.skipped
    told = {note.split("`")[1].partition(".")[2] for notes in imported.notes.values() for note in notes}
    assert told <= {"credentials", "scan"}, "what defaults give cannot be taken back in YAML; nothing else is lost"
    names = {"source/credentialsId": "credentials", "+ triggers/PeriodicFolderTrigger": "scan", "+ source/credentialsId": "credentials"}
    assert {names.get(line.partition(":")[0], line) for lines in differences(before, items_of(after)).values() for line in lines} <= told


@pytest.mark.parametrize("file", ["pipelines.yaml", "examples/three-tier/monorepo.yaml"])
def test_the_example_comes_back(tmp_path: Path, file: str) -> None:
    """All services and operations; only what a catalog says once for all (notifications, the library's address) is not in the jobs."""
    before = [item for item in items_of(three_tier(file)) if item.kind not in (FOLDER, VIEW)]
    moved = [item._replace(path=("root", *item.path[1:])) for item in before]
    imported, after = imported_from(moved, tmp_path)
    assert not imported.skipped
    left = differences(moved, items_of(after))
    assert {line.partition(":")[0] for lines in left.values() for line in lines} <= {"definition/script", "source/traits/WildcardSCMHeadFilterTrait/includes"}


def pipeline(script: str, rest: str = "", of: str = "org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition") -> str:
    """The config of a pipeline job."""
    text = script.replace("&", "&amp;").replace("<", "&lt;")
    return f'<flow-definition>{rest}<definition class="{of}"><script>{text}</script><sandbox>true</sandbox></definition></flow-definition>'


def project(source: str, rest: str = "") -> str:
    """The config of a multibranch project."""
    return f"<m>{rest}<sources><data><jenkins.branch.BranchSource>{source}</jenkins.branch.BranchSource></data></sources></m>"


def import_one(config: str, folder: Path, kind: str = "pipeline", path: tuple[str, ...] = ("root", "job")) -> Imported:
    """Import one job."""
    empty = catalog_of(HEAD % "new" + "services: {}\n", folder)
    return collect(State({place(kind, path): ActualItem(path, kind, None, False, config)}), empty, lambda item: True)


def test_shell_commands_become_runs(tmp_path: Path) -> None:
    """With the label, the time limit, the schedule of old jobs, and what is kept."""
    script = """
    pipeline {
      agent { label 'linux' }
      options { timeout(time: 90, unit: 'MINUTES'); timestamps(); ansiColor('xterm') }
      stages {
        stage('A') { steps { sh 'make \\'clean\\'' ; sh(script: "tar cz .") } }
        stage('B') {
          steps {
            sh '''
              echo "$HOME"
              exit 0
            '''
            cleanUpImages repositories: ['a', 'b'], keep: 3
          }
        }
      }
    }
    """
    rest = "<triggers><hudson.triggers.TimerTrigger><spec>H 3 * * *</spec></hudson.triggers.TimerTrigger></triggers>"
    imported = import_one(pipeline(script, rest), tmp_path)
    assert imported.entries["operations"]["job"] == {
        "schedule": "H 3 * * *",
        "run": [
            {"command": "make 'clean'"},
            {"command": "tar cz ."},
            {"command": '\n              echo "$HOME"\n              exit 0\n            '},
            {"step": "cleanUpImages", "with": {"repositories": ["a", "b"], "keep": 3}},
        ],
        "agent": "linux",
        "timeout": "90m",
    }
    assert imported.notes[("operations", "job")] == ["the option ansiColor is not carried over", "it keeps all its builds; an operation keeps 30 unless `retention` says more"]
    (tmp_path / "imported.yaml").write_text(as_yaml(imported, "x"))
    assert catalog_of(HEAD % "new" + "include: [imported.yaml]\n", tmp_path).operations["job"].run[2].command == '\n              echo "$HOME"\n              exit 0\n            '


STAGE = "pipeline {{ agent any\n stages {{ stage('A') {{ steps {{ {} }} }} }} }}"


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("node { sh 'x' }", "not declarative"),
        ("pipeline { agent any\n stages { stage('A' }", "cannot be read"),
        (STAGE.format('sh "echo ${env.X}"'), "line 2 of its script is more than an operation does: sh"),
        (STAGE.format("script { x() }"), "more than an operation does: script"),
        (STAGE.format("sh(script: 'x', returnStdout: true)"), "more than"),
        (STAGE.format("cleanUpImages keep: x()"), "more than"),
        ("import x.Y\n" + STAGE.format("sh 'x'"), "line 1 of its script"),
        ("@Library('other') _\n" + STAGE.format("sh 'x'"), "line 1 of its script"),
        ("pipeline { agent { docker 'x' }\n stages { stage('A') { steps { sh 'x' } } } }", "more than an operation does: agent"),
        ("pipeline { agent any\n stages { stage('A') { when { branch 'x' }\n steps { sh 'x' } } } }", "more than an operation does: when"),
        ("pipeline { agent any\n stages { stage('A') { steps { } } } }", "does nothing"),
        ("pipeline { agent any\n parameters { string(name: 'X') }\n stages { stage('A') { steps { sh 'x' } } } }", "parameters"),
        ("pipeline { agent any\n stages { stage('A') { steps { sh 'x' } } }\n post { always { mail to: 'x' } } }", "mail to"),
    ],
)
def test_scripts_that_do_more_are_told_with_their_line(tmp_path: Path, script: str, reason: str) -> None:
    """Nothing is imported that would do something else than the job did."""
    imported = import_one(pipeline(script), tmp_path)
    assert imported.count("operations") == 0 and reason in imported.skipped[("root", "job")]


@pytest.mark.parametrize(
    ("config", "kind", "path", "reason"),
    [
        ("<project/>", "other", ("root", "x"), "neither a multibranch project nor a pipeline"),
        ("<broken", "pipeline", ("root", "x"), "cannot be read"),
        (pipeline("", of="org.jenkinsci.plugins.workflow.cps.CpsScmFlowDefinition"), "pipeline", ("root", "x"), "multibranch project, which is another kind"),
        (pipeline("", of="x.Other"), "pipeline", ("root", "x"), "is a Other"),
        (pipeline("x"), "pipeline", ("root", "has blank"), "rename it in Jenkins first"),
        (pipeline("x"), "pipeline", ("root", "a", "b", "c"), "deeper than the catalog's groups"),
        ("<m><sources/></m>", "multibranch", ("root", "x"), "has no branch sources"),
        (project('<source class="x.SvnSource"/>'), "multibranch", ("root", "x"), "SvnSource"),
        (
            project('<source class="io.jenkins.plugins.gitlabbranchsource.GitLabSCMSource"><serverName>ours</serverName><projectPath>a/b</projectPath></source>'),
            "multibranch",
            ("root", "x"),
            "never scanned",
        ),
    ],
)
def test_what_cannot_be_imported_is_told(tmp_path: Path, config: str, kind: str, path: tuple[str, ...], reason: str) -> None:
    """With the reason, also in the file."""
    imported = import_one(config, tmp_path, kind, path)
    assert reason in imported.skipped[path]
    assert reason in as_yaml(imported, "x") and "/".join(path) in as_yaml(imported, "x")


def test_traits_that_the_catalog_does_not_know_are_told_at_their_entry(tmp_path: Path) -> None:
    """As comments, so that nobody loses them without noticing."""
    trait = "<org.jenkinsci.plugins.github__branch__source.SSHCheckoutTrait><credentialsId>x</credentialsId></org.jenkinsci.plugins.github__branch__source.SSHCheckoutTrait>"
    source = f'<source class="jenkins.plugins.git.GitSCMSource"><remote>https://git.example.com/a/b.git</remote><traits>{trait}</traits></source>'
    config = project(source, "<disabled>true</disabled>")
    text = as_yaml(import_one(config, tmp_path, "multibranch"), "x")
    for note in ("the trait SSHCheckoutTrait is not carried over", "it discovers no branches", "it is disabled"):
        assert f"\n  # {note}" in text


def test_a_gitlab_server_of_ones_own_is_known_by_what_its_scan_left(tmp_path: Path) -> None:
    """The job names the server only; the address comes from the last scan."""
    fields = "<serverName>ours</serverName><projectPath>a/b</projectPath><httpRemote>https://gitlab.example.com/a/b.git</httpRemote>"
    source = f'<source class="io.jenkins.plugins.gitlabbranchsource.GitLabSCMSource">{fields}</source>'
    entry = import_one(project(source), tmp_path, "multibranch").entries["services"]["job"]
    assert entry["repository"] == "https://gitlab.example.com/a/b.git" and entry["source"]["server"] == "ours"
    assert "kind" not in entry["source"], "the host's name says it"


@pytest.mark.parametrize("name", ["description", "displayName"])
def test_texts_that_no_catalog_can_hold_lose_only_those_characters(tmp_path: Path, name: str) -> None:
    """Jenkins takes control characters; what is made from the entry is a job that Jenkins takes too."""
    source = '<source class="jenkins.plugins.git.GitSCMSource"><remote>https://git.example.com/a/b.git</remote></source>'
    imported = import_one(project(source, f"<{name}>  a&#27;[31m\u202eb&#13;&#10;c\td </{name}>"), tmp_path, "multibranch")
    (tmp_path / "imported.yaml").write_text(as_yaml(imported, "x"))
    catalog = catalog_of(HEAD % "new" + "include: [imported.yaml]\n", tmp_path)
    service = catalog.services["job"]
    assert (service.title if name == "displayName" else service.description) == "a[31m\u202eb\nc\td"
    assert items_of(catalog)


def test_what_the_catalog_has_already_is_left_out(tmp_path: Path) -> None:
    """And a name that another entry has is told."""
    catalog = catalog_of(HEAD % "root" + "groups: {g: {}}\nservices:\n  a: {repository: https://github.com/acme/a.git}\n", tmp_path)
    items = items_of(catalog)
    assert collect(state_of(items), catalog, lambda item: True) == Imported()
    moved = [item._replace(path=("root", "g", "a")) for item in items if item.path == ("root", "a")]
    assert "names are unique" in collect(state_of(moved), catalog, lambda item: True).skipped[("root", "g", "a")]


def test_folders_become_groups_with_title_and_description(tmp_path: Path) -> None:
    """Only those that something is imported from, or that are empty."""
    groups = "groups: {g: {title: The G, description: 'all of g'}, empty: {}}\n"
    catalog = catalog_of(HEAD % "old" + groups + "services:\n  a: {repository: https://github.com/acme/a.git, group: g}\n", tmp_path)
    imported, after = imported_from(items_of(catalog), tmp_path)
    assert imported.entries["groups"] == {"empty": {}, "g": {"title": "The G", "description": "all of g"}}
    assert after.services["a"].group == "g"


@given(st.text(max_size=80))
def test_a_note_never_leaves_its_comment(text: str) -> None:
    """A reason can hold what a job is called."""
    imported = Imported(skipped={("root", text): text}, notes={("services", "a"): [text]})
    imported.entries["services"]["a"] = {"repository": "x"}
    assert yaml.safe_load(as_yaml(imported, text)) == {"services": {"a": {"repository": "x"}}}
