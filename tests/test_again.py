"""Rendering again: as if everything had been rendered anew, only faster."""

from __future__ import annotations

import inspect
import json
import os
import re
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from gen_pipelines import again
from gen_pipelines.again import PRIVATE, look_again, made_from, parse_source
from gen_pipelines.catalog.check import check_part, read_catalog
from gen_pipelines.catalog.context import Context
from gen_pipelines.catalog.model import ServiceDocument
from gen_pipelines.catalog.rules import modules
from gen_pipelines.cli.render_command import command
from gen_pipelines.generate import everything
from gen_pipelines.render.manifest import NAME
from gen_pipelines.render.writer import Changes, OutputFolder

Tree = dict[str, dict[str, Any]]
"""A catalog as data: included files by name; ``root`` is `pipelines.yaml`."""

ROOT = {
    "version": 1,
    "include": ["services/*.yaml"],
    "organization": {"name": "acme"},
    "library": {"version": "v1.0.0"},
    "controllers": {"one": {"home": "one", "services": ["a*", "shared*"]}, "two": {"home": "two"}},
    "registries": {"ecr": {"account": "123456789012", "region": "us-east-1"}},
    "environments": {"dev": {"cluster": "dev", "namespace": "dev"}, "test": {"after": "dev", "cluster": "test", "namespace": "test"}},
    "notifications": {"slack": {"channel": "#builds"}, "email": {"recipients": ["team@example.com"]}},
    "profiles": {"node": {"build": True, "tests": "npm test", "deploy": {"health": "/", "environments": ["dev"]}}},
    "groups": {"team": "Team", "others": "Others"},
    "views": {"everything": {"include": ["*"]}},
}


def service(name: str, **more: Any) -> dict[str, Any]:
    """Five usual lines."""
    return {"profile": "node", "group": "team", "repository": f"https://github.com/acme/{name}.git", **more}


def small() -> Tree:
    """Two files with services, and one with a view and a service besides."""
    return {
        "root": deepcopy(ROOT),
        "services/a.yaml": {"services": {"a1": service("a1"), "a2": service("a2", group="others", triggers={"upstream": ["a1"]})}},
        "services/b.yaml": {"services": {"b1": service("b1"), "b2": service("b2", timeout="30m")}},
        "services/more.yaml": {"views": {"b": {"include": ["b*"]}}, "services": {"m1": service("m1")}},
    }


def save(tree: Tree, folder: Path) -> Path:
    """Write the catalog, files that have not changed left alone. Its root file."""
    (folder / "services").mkdir(parents=True, exist_ok=True)
    for path in (folder / "services").iterdir():
        if f"services/{path.name}" not in tree:
            path.unlink()
    for name, data in tree.items():
        file = folder / ("pipelines.yaml" if name == "root" else name)
        text = yaml.safe_dump(data, sort_keys=False) if data else "# empty\n"
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")
    return folder / "pipelines.yaml"


def render(catalog: Path, output: Path, *more: str) -> Result:
    """The command, in this process."""
    return CliRunner().invoke(command, ["-c", str(catalog), "-o", str(output), *more], catch_exceptions=False)


def told(result: Result) -> str:
    """What was said of the catalog, not of the files."""
    return "".join(line for line in result.stderr.splitlines(keepends=True) if not re.match("  (new|changed|restored|removed|left alone)", line))


def outputs(folder: Path) -> dict[str, bytes]:
    """All files but the manifest."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != NAME}


def stamps(folder: Path) -> dict[Path, int]:
    """When each file was changed last."""
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*")}


def looked(catalog: Path, output: Path, controller: str | None = None) -> Changes | None:
    """What the short way finds; ``None`` if it gives up."""
    return look_again(OutputFolder(str(output)), catalog, controller)


@pytest.fixture
def rendered(tmp_path: Path) -> tuple[Tree, Path, Path]:
    """A catalog that was rendered: as data, its file, the output folder."""
    tree, output = small(), tmp_path / "out"
    catalog = save(tree, tmp_path)
    assert render(catalog, output).exit_code == 0
    return tree, catalog, output


def test_nothing_changed_touches_nothing(rendered: tuple[Tree, Path, Path]) -> None:
    """Neither files nor the manifest, and the short way says so."""
    _, catalog, output = rendered
    before, number = stamps(output), len(outputs(output))
    changes = looked(catalog, output)
    assert changes is not None and not changes.pending and changes.unchanged == number
    assert render(catalog, output).stdout == f"{output}: {number} unchanged\n"
    assert stamps(output) == before


def test_a_changed_service_alone_is_rendered(rendered: tuple[Tree, Path, Path]) -> None:
    """Its own two files are compared, all others only looked at."""
    tree, catalog, output = rendered
    tree["services/b.yaml"]["services"]["b1"]["timeout"] = "10m"
    save(tree, catalog.parent)
    changes = looked(catalog, output)
    assert changes is not None and changes.wanted.keys() == {"jenkinsfiles/team/b1.jenkinsfile", "jobs/acme/team/b1.xml"}
    assert changes.updated == ["jenkinsfiles/team/b1.jenkinsfile"]
    assert render(catalog, output).exit_code == 0
    assert looked(catalog, output) is not None and render(catalog, output, "--check").exit_code == 0


def test_check_and_diff_go_the_short_way_too(rendered: tuple[Tree, Path, Path]) -> None:
    """Exit code 3 and the difference, and nothing is written."""
    tree, catalog, output = rendered
    tree["services/b.yaml"]["services"]["b1"]["description"] = "Bills"
    save(tree, catalog.parent)
    before = stamps(output)
    assert render(catalog, output, "--check").exit_code == 3
    shown = render(catalog, output, "--diff").stdout
    assert "+++ b/jobs/acme/team/b1.xml" in shown and "Bills" in shown
    assert stamps(output) == before


def test_a_comment_is_noted_and_changes_nothing(rendered: tuple[Tree, Path, Path]) -> None:
    """The file is another one; what is made from it is the same."""
    _, catalog, output = rendered
    file = catalog.parent / "services/b.yaml"
    file.write_text(file.read_text() + "# reviewed\n")
    changes = looked(catalog, output)
    assert changes is not None and not changes.pending and not changes.wanted


def edit_root(tree: Tree) -> None:
    """Another name of a group."""
    tree["root"]["groups"]["team"] = "The team"


def edit_mixed(tree: Tree) -> None:
    """A file that holds more than services."""
    tree["services/more.yaml"]["services"]["m1"]["description"] = "x"


def edit_group(tree: Tree) -> None:
    """A service moves, and views and folders with it."""
    tree["services/b.yaml"]["services"]["b1"]["group"] = "others"


def edit_name(tree: Tree) -> None:
    """Another service."""
    tree["services/b.yaml"]["services"]["b3"] = tree["services/b.yaml"]["services"].pop("b1")


def edit_files(tree: Tree) -> None:
    """One more file."""
    tree["services/z.yaml"] = {"services": {"z": service("z")}}


def edit_less(tree: Tree) -> None:
    """One file less."""
    del tree["services/b.yaml"]


def edit_wrongly(tree: Tree) -> None:
    """A mistake that only the whole way can explain."""
    tree["services/b.yaml"]["services"]["b1"]["timeout"] = "soon"


def edit_doubtfully(tree: Tree) -> None:
    """A warning."""
    tree["services/b.yaml"]["services"]["b1"]["timeout"] = "9d"


def edit_by_template(tree: Tree) -> None:
    """A team's own template may look at anything."""
    tree["services/b.yaml"]["services"]["b1"]["templates"] = {"tests": "missing.j2"}


@pytest.mark.parametrize(
    "edit", [edit_root, edit_mixed, edit_group, edit_name, edit_files, edit_less, edit_wrongly, edit_doubtfully, edit_by_template], ids=lambda edit: edit.__name__
)
def test_the_short_way_gives_up_in_doubt(rendered: tuple[Tree, Path, Path], edit: Any) -> None:
    """What can matter to other files, and whatever there is something to say about."""
    tree, catalog, output = rendered
    edit(tree)
    save(tree, catalog.parent)
    assert looked(catalog, output) is None


def test_another_service_that_starts_it_makes_it_give_up(rendered: tuple[Tree, Path, Path]) -> None:
    """A service's Jenkinsfile names the one it waits for, which stands in a file that was not read."""
    tree, catalog, output = rendered
    tree["services/b.yaml"]["services"]["b1"]["triggers"] = {"upstream": ["a1"]}
    save(tree, catalog.parent)
    assert render(catalog, output).exit_code == 0
    tree["services/b.yaml"]["services"]["b1"]["description"] = "x"
    save(tree, catalog.parent)
    assert looked(catalog, output) is None


def test_another_controller_or_tool_makes_it_give_up(rendered: tuple[Tree, Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """What was made for another controller, or by another version, is made anew."""
    _, catalog, output = rendered
    assert looked(catalog, output, "one") is None
    assert render(catalog, output, "--controller", "one").exit_code == 0
    assert looked(catalog, output, "one") is not None and looked(catalog, output) is None
    monkeypatch.setattr(again, "tool_digest", lambda: "another")
    assert looked(catalog, output, "one") is None


@pytest.mark.parametrize("how", ["edited", "removed", "linked"])
def test_an_output_that_is_not_what_was_written_makes_it_give_up(rendered: tuple[Tree, Path, Path], how: str) -> None:
    """The whole way says what happened, and puts it right."""
    _, catalog, output = rendered
    file = output / "jenkinsfiles/team/b1.jenkinsfile"
    text = file.read_text()
    file.unlink()
    if how == "edited":
        file.write_text(text.replace("b1", "c1"))
    elif how == "linked":
        file.symlink_to("b2.jenkinsfile")
    assert looked(catalog, output) is None
    if how != "linked":
        assert render(catalog, output).exit_code == 0
        assert file.read_text() == text and looked(catalog, output) is not None


def test_a_touched_output_is_read_and_noted(rendered: tuple[Tree, Path, Path]) -> None:
    """Only its time is another one."""
    _, catalog, output = rendered
    os.utime(output / "jenkinsfiles/team/b1.jenkinsfile", ns=(1, 1))
    changes = looked(catalog, output)
    assert changes is not None and not changes.pending


def test_a_killed_run_is_never_taken_for_a_finished_one(rendered: tuple[Tree, Path, Path]) -> None:
    """Files of a change were written, the manifest was not; the change is taken back; its files are, too."""
    tree, catalog, output = rendered
    before, manifest = outputs(output), (output / NAME).read_bytes()
    changed = deepcopy(tree)
    changed["services/b.yaml"]["services"]["b1"] |= {"timeout": "31m", "description": "x"}
    save(changed, catalog.parent)
    assert render(catalog, output).exit_code == 0
    (output / NAME).write_bytes(manifest)
    save(tree, catalog.parent)
    assert looked(catalog, output) is None
    assert render(catalog, output).exit_code == 0
    assert outputs(output) == before and looked(catalog, output) is not None


def test_a_finished_change_after_a_killed_run_is_noted(rendered: tuple[Tree, Path, Path]) -> None:
    """What the killed run wrote is recognised, and the manifest says so from then on."""
    tree, catalog, output = rendered
    manifest = (output / NAME).read_bytes()
    tree["services/b.yaml"]["services"]["b1"]["timeout"] = "31m"
    save(tree, catalog.parent)
    assert render(catalog, output).exit_code == 0
    (output / NAME).write_bytes(manifest)
    assert render(catalog, output).exit_code == 0
    changes = looked(catalog, output)
    assert changes is not None and not changes.pending


def test_no_record_is_kept_of_a_catalog_with_warnings(tmp_path: Path) -> None:
    """They must be shown at each run."""
    tree = small()
    tree["root"]["groups"]["unused"] = "Nobody"
    catalog = save(tree, tmp_path)
    for _ in range(2):
        assert "group-unused" in render(catalog, tmp_path / "out").stderr
    assert "made-from" not in json.loads((tmp_path / "out" / NAME).read_text())


def test_a_record_goes_when_the_catalog_has_warnings(rendered: tuple[Tree, Path, Path]) -> None:
    """It would speak of outputs that are no longer there."""
    tree, catalog, output = rendered
    before = outputs(output)
    changed = deepcopy(tree)
    changed["services/b.yaml"]["services"]["b1"]["timeout"] = "9d"
    save(changed, catalog.parent)
    assert "timeout-long" in render(catalog, output).stderr
    save(tree, catalog.parent)
    assert looked(catalog, output) is None and render(catalog, output).exit_code == 0
    assert outputs(output) == before


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8)
SOURCE = st.fixed_dictionaries(dict.fromkeys(("tool", "catalog", "controller", "root"), JSON) | {"included": st.dictionaries(st.text(), st.lists(JSON, max_size=4) | JSON)})


@given(JSON | SOURCE)
def test_any_record_can_be_read(data: Any) -> None:
    """It is input from outside: a record, or nothing."""
    source = parse_source(data)
    assert source is None or all(isinstance(one.services, str) for one in source.included.values())


@pytest.mark.parametrize("key", ["tool", "catalog", "root", "included"])
def test_a_broken_record_makes_it_give_up(rendered: tuple[Tree, Path, Path], key: str) -> None:
    """Wrong types in a record that looks right otherwise."""
    _, catalog, output = rendered
    data = json.loads((output / NAME).read_text())
    data["made-from"][key] = {"services/a.yaml": [1, 2, 3]}
    (output / NAME).write_text(json.dumps(data))
    assert looked(catalog, output) is None and render(catalog, output).exit_code == 0


def test_a_part_with_an_unused_profile_is_fine(rendered: tuple[Tree, Path, Path]) -> None:
    """What nobody uses cannot be told from a part."""
    tree, catalog, _ = rendered
    tree["root"]["profiles"]["other"] = {}
    for name in ("services/b.yaml", "services/more.yaml"):
        del tree[name]
    checked = read_catalog(save(tree, catalog.parent))
    assert {finding.rule for finding in checked.findings} == {"profile-unused"}
    assert check_part(checked.files) is not None


VALUES: dict[str, list[Any]] = {
    "agent": ["linux", {"docker": "node:20.1"}],
    "cache": [["npm"], []],
    "checkout": [{"depth": 3}, {"lfs": True}],
    "concurrency": ["parallel", "queue"],
    "deploy": [{"health": "/healthz"}, {"strategy": "blue-green", "health": "/", "environments": ["dev", "test"]}, False],
    "description": ["First", "Second line\nand more"],
    "env": [{"A": "1"}, {"B": "x y"}],
    "notify": [{"slack": []}, {"channel": "#others"}],
    "resources": [{"cpu": "2"}, {"memory": "4Gi"}],
    "retention": [{"builds": 7}, {"days": 3}],
    "scans": [{"sonar": True}, {"secrets": True, "trivy-image": True}],
    "supply-chain": [{"sbom": []}, {"sign": {"key": "cosign"}}],
    "tests": ["make test", {"command": "npm test", "reports": "reports/*.xml"}, False],
    "timeout": ["10m", "2h"],
    "timings": [{"tests": "80s"}, {"image": "2m"}],
    "title": ["The first", "One"],
}
"""Two and more values of each private setting."""


def test_private_settings_are_settings() -> None:
    """Every one is known, and tried below."""
    known = {key.replace("_", "-").rstrip("-") for key in ServiceDocument.SETTINGS}
    assert known >= PRIVATE and VALUES.keys() == PRIVATE


@pytest.mark.parametrize(("key", "value"), [(key, value) for key, values in VALUES.items() for value in values])
def test_a_private_setting_matters_to_nobody_else(tmp_path: Path, key: str, value: Any) -> None:
    """Other services, folders, views and operations stay as they are, and what is found in other files, too."""
    tree = small()
    tree["services/b.yaml"]["services"]["b1"]["triggers"] = {"upstream": ["a1", "a2"]}
    before = read_catalog(save(tree, tmp_path))
    tree["services/a.yaml"]["services"]["a1"][key] = value
    after = read_catalog(save(tree, tmp_path))
    assert before.catalog is not None and after.catalog is not None, after.findings
    own = {"jenkinsfiles/team/a1.jenkinsfile", "jobs/acme/team/a1.xml"}
    was, now = everything(before.catalog), everything(after.catalog)
    assert was.keys() == now.keys() and {path for path in now if now[path] != was[path]} <= own
    assert not [finding for finding in after.findings if not finding.place.file.endswith("a.yaml")]


class Spied:
    """Settings that may not be asked for what is private."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __getattr__(self, name: str) -> Any:
        assert name.replace("_", "-") not in PRIVATE, f"{name} is private"
        return getattr(self._inner, name)


ACROSS = [name for name, module in modules().items() if re.search(r"services\.(values|items|keys)\(|\*(context\.)?catalog\.services|folders\(\)", inspect.getsource(module))]  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ACROSS)
def test_rules_about_several_services_look_at_nothing_private(tmp_path: Path, name: str) -> None:
    """They would have to see services that were not read."""
    checked = read_catalog(save(small(), tmp_path))
    assert checked.catalog is not None
    spied = {key: one._replace(settings=Spied(one.settings), title=None, description="") for key, one in checked.catalog.services.items()}  # type: ignore[arg-type]
    list(modules()[name].check(Context(checked.catalog._replace(services=spied), checked.files)))


def test_there_are_rules_about_several_services() -> None:
    """Those above were found."""
    assert {"image-taken", "name-case", "upstream-cycle", "view-empty", "group-unused"} <= set(ACROSS)


FACTS: dict[str, list[Any]] = {
    "group": ["team", "others", "nowhere"],
    "profile": ["node", "unknown"],
    "repository": ["https://github.com/acme/a1.git", "https://github.com/acme/else.git"],
    "path": ["services/x", "services/y"],
    "image": ["a1", "b1", "Wrong"],
    "renamed-from": ["a1", "old"],
    "controller": ["one", "two"],
    "triggers": [{"upstream": ["a1"]}, {"upstream": ["b1"]}, {"cron": "0 3 * * *"}],
    "source": [{"main": "trunk"}],
    "jenkinsfile": [{"path": "ci/Jenkinsfile"}],
    "build": [False, {"context": "app"}],
    "registry": ["ecr"],
    "strange": [1],
}
SETTINGS = [(key, value) for values in (VALUES, FACTS) for key, all_of_it in values.items() for value in all_of_it]
FILES = ["services/a.yaml", "services/b.yaml", "services/more.yaml", "services/z.yaml"]
EDIT = st.one_of(
    st.tuples(st.just("set"), st.integers(0, 5), st.sampled_from(SETTINGS)),
    st.tuples(st.just("set"), st.integers(0, 5), st.sampled_from([(key, value) for key, values in VALUES.items() for value in values])),
    st.tuples(st.just("unset"), st.integers(0, 5), st.sampled_from(sorted({key for key, _ in SETTINGS}))),
    st.tuples(st.just("add"), st.sampled_from(FILES), st.sampled_from(["a1", "A1", "b1", "new"])),
    st.tuples(st.just("remove"), st.integers(0, 5), st.none()),
    st.tuples(st.just("drop"), st.sampled_from(FILES), st.none()),
    st.tuples(st.just("root"), st.sampled_from(["organization", "groups", "defaults"]), st.none()),
    st.tuples(st.just("spoil"), st.integers(0, 20), st.sampled_from(["remove", "append", "touch"])),
)


def apply(tree: Tree, output: Path, edit: tuple[str, Any, Any]) -> None:
    """One edit of the catalog, or of what was made of it."""
    kind, which, what = edit
    places = [(file, name) for file, data in tree.items() if file != "root" for name in data.get("services", {})]
    if kind in ("set", "unset", "remove") and places:
        file, name = places[which % len(places)]
        services = tree[file]["services"]
        if kind == "set":
            services[name][what[0]] = what[1]
        elif kind == "unset":
            services[name].pop(what, None)
        else:
            del services[name]
    elif kind == "add":
        tree.setdefault(which, {}).setdefault("services", {})[what] = service(what)
    elif kind == "drop" and len(tree) > 2:
        tree.pop(which, None)
    elif kind == "root":
        tree["root"][which] = {"organization": {"name": "acme", "title": "Acme"}, "groups": {"team": "T", "others": "O"}, "defaults": {"timeout": "20m"}}[which]
    elif kind == "spoil" and (files := sorted(output.rglob("*.*file"))):
        spoil(files[which % len(files)], what)


def spoil(file: Path, how: str) -> None:
    """What people do to files that are not theirs."""
    if how == "remove":
        file.unlink()
    elif how == "touch":
        os.utime(file, ns=(5, 5))
    else:
        file.write_bytes(file.read_bytes() + b"// by hand\n")


def same_as_fresh(tree: Tree, folder: Path, fresh: Path) -> bool:
    """Render again and into a fresh folder, and compare. Whether there was nothing to say."""
    catalog, output = save(tree, folder), folder / "out"
    expected, result = render(catalog, fresh), render(catalog, output)
    assert (result.exit_code, told(result)) == (expected.exit_code, told(expected))
    if result.exit_code == 0:
        assert outputs(output) == outputs(fresh)
    return not told(result)


@settings(max_examples=20, deadline=None)
@given(edits=st.lists(EDIT, min_size=2, max_size=6))
def test_any_edits_give_what_a_fresh_folder_gets(tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, Any, Any]]) -> None:
    """After each of them: the same findings, the same exit code, the same files. What gives findings is taken back, so that the short way is gone, too."""
    folder = tmp_path_factory.mktemp("again")
    tree = small()
    assert same_as_fresh(tree, folder, folder / "fresh")
    for number, edit in enumerate(edits):
        before = deepcopy(tree)
        apply(tree, folder / "out", edit)
        if not same_as_fresh(tree, folder, folder / f"fresh-{number}"):
            tree = before
            assert render(save(tree, folder), folder / "out").exit_code == 0


def test_the_record_is_that_of_the_whole_catalog(rendered: tuple[Tree, Path, Path]) -> None:
    """The short way leaves the same record as the whole one would."""
    tree, catalog, output = rendered
    tree["services/b.yaml"]["services"]["b1"]["title"] = "B"
    save(tree, catalog.parent)
    changes = looked(catalog, output)
    assert changes is not None and changes.made_from == made_from(read_catalog(catalog), catalog, None)
