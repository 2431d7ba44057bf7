"""``gen-pipelines simulate``"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ..catalog.check import Checked, read_catalog
from ..errors import CatalogError
from .options import catalog_option, format_option, show

MANY = 300
"""Services from which on it pays to let Java compile thoroughly."""


@click.command("simulate")
@click.argument("service", required=False)
@catalog_option
@format_option("text", "json")
@click.option("--all", "everything", is_flag=True, help="Every service of the catalog, a line each.")
@click.option("--scenarios", type=click.Path(path_type=Path), help="Run every scenario below a folder.")
@click.option("--file", "jenkinsfile", type=click.Path(dir_okay=False, path_type=Path), help="Any Jenkinsfile, instead of a service.")
@click.option("--library", type=click.Path(path_type=Path), help="Folder of a shared library that the Jenkinsfile finds loaded.")
@click.option("--branch", help="Branch; PR-7 is pull request 7.  [default: the service's main branch]")
@click.option("--tag", help="Build this tag.")
@click.option("--param", "parameters", multiple=True, metavar="NAME=VALUE", help="A parameter of the build. Can be given more than once.")
@click.option("--credential", "credentials", multiple=True, metavar="ID[=KIND]", help="A credential that is there. Can be given more than once.")
@click.option("--fail", "failures", multiple=True, metavar="STEP=OUTCOME", help="Let a step or stage end with `findings` or `error`. Can be given more than once.")
@click.option("--scenario", type=click.Path(dir_okay=False, path_type=Path), help="What the build meets, and what must be true at the end.")
@click.option("--shell", type=click.Choice(["dry", "scripted", "real"]), help="Show commands, answer them from the scenario, or really run them.  [default: dry]")
@click.option("--workspace", type=click.Path(file_okay=False, path_type=Path), help="Where commands really run.  [default: an empty folder]")
@click.option("--junit", type=click.Path(dir_okay=False, path_type=Path), help="Write the results of --scenarios as JUnit XML.")
@click.option("--log", is_flag=True, help="Print the console instead, as Jenkins would.")
def command(catalog_file: Path, **given: Any) -> None:
    """Run the pipeline of SERVICE on this machine, on Jenkins' own engine: stages, commands, notifications, times, and why it fails.

    Steps of the library take the times of the catalog's `timings`, and pass unless --fail or a scenario says otherwise. The clock is simulated.
    Exit code 0 when the build is green, or all is as the scenario expects; else 1.
    """
    from ..simulate.engine import Engine

    _check(given)
    with Engine() as engine:
        if given["scenarios"] is not None:
            passed = _scenarios(engine, catalog_file, given["scenarios"], given)
        elif given["everything"]:
            passed = _all(engine, catalog_file, given["output_format"])
        else:
            passed = _one(engine, catalog_file, given)
    raise click.exceptions.Exit(0 if passed else 1)


def _check(given: dict[str, Any]) -> None:
    """What to simulate is said once, and what belongs to it."""
    chosen = [name for name in ("service", "everything", "scenarios", "jenkinsfile") if given[name]]
    if not chosen and given["scenario"]:
        return
    if len(chosen) != 1:
        raise click.UsageError("name a SERVICE, or give one of --all, --scenarios, --file" if not chosen else "give only one of SERVICE, --all, --scenarios, --file")
    if given["library"] and not given["jenkinsfile"]:
        raise click.UsageError("--library goes with --file")
    if given["junit"] and not given["scenarios"]:
        raise click.UsageError("--junit goes with --scenarios")
    if chosen[0] in ("everything", "scenarios") and (extra := [name for name in ("branch", "tag", "parameters", "failures", "scenario", "shell", "workspace") if given[name]]):
        raise click.UsageError(f"--{extra[0].removesuffix('s')} goes with one pipeline")
    if given["workspace"] and given["shell"] != "real":
        raise click.UsageError("--workspace goes with --shell real")


def _scenarios(engine: Any, catalog_file: Path, folder: Path, given: dict[str, Any]) -> bool:
    from ..report.scenarios import print_tested
    from ..simulate.junit import junit_xml
    from ..simulate.reading import scenario_files
    from ..simulate.run import ScenarioRunner

    runner = ScenarioRunner(engine, catalog_file)
    tested = print_tested((runner.run(path) for path in scenario_files(folder)), folder, given["output_format"])
    if given["junit"]:
        given["junit"].write_text(junit_xml(tested, folder), encoding="utf-8")
    return all(one.passed for one in tested)


def _all(engine: Any, catalog_file: Path, output_format: str) -> bool:
    from ..report.progress import progress_bar
    from ..report.simulation import print_summary
    from ..simulate.run import simulate_all
    from ..simulate.subject import Subjects

    checked = _read(catalog_file)
    assert checked.catalog is not None, "checked"
    subjects = Subjects(checked.catalog, checked.data)
    engine.many = len(checked.catalog.services) >= MANY
    with progress_bar("simulating", len(checked.catalog.services)) as done:
        return print_summary(simulate_all(engine, subjects, done), output_format)


def _one(engine: Any, catalog_file: Path, given: dict[str, Any]) -> bool:
    from ..report.simulation import print_simulation
    from ..simulate.expectation import unmet
    from ..simulate.given import chosen_scenario, chosen_subject
    from ..simulate.run import simulate

    scenario = chosen_scenario(given)
    subject = chosen_subject(catalog_file, scenario, given, _read)
    scenario = scenario.with_failures(subject)
    simulation = simulate(engine, subject, scenario.scenario, shell=given["shell"], workspace=given["workspace"])
    missed = tuple(unmet(simulation)) if given["scenario"] else ()
    if given["log"]:
        from ..report.simulation import print_log

        print_log(simulation)
    else:
        print_simulation(simulation, given["output_format"], missed)
    return not missed if given["scenario"] else simulation.result == "SUCCESS"


def _read(catalog_file: Path) -> Checked:
    """The catalog, its warnings printed to stderr."""
    checked = read_catalog(catalog_file)
    if checked.findings:
        show(checked)
    if checked.catalog is None:
        raise click.exceptions.Exit(CatalogError.exit_code)
    return checked


