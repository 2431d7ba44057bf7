"""Contracts for the command line: as data and as text."""

from __future__ import annotations

import json
from typing import Any

import click

from ..errors import UserError
from ..report.table import table
from ..suggestion import did_you_mean
from .contract import Contract, Parameter, as_parameter
from .load import all_contracts, contract, step_names
from .pages import type_of


def print_steps(name: str | None, output_format: str) -> None:
    """All steps a line each, or one in full.

    Raises:
        UserError: there is no such step.
    """
    contracts = list(all_contracts().values()) if name is None else [_find(name)]
    if output_format == "json":
        click.echo(json.dumps([as_data(one) for one in contracts], indent=2, ensure_ascii=False))
    elif name is None:
        click.echo("\n".join(table(("STEP", "WHAT IT DOES"), [(one.name, one.summary) for one in contracts])))
    else:
        click.echo("\n".join(_in_full(contracts[0])))


def _find(name: str) -> Contract:
    found = contract(name)
    if found is None:
        raise UserError(f'there is no step "{name}"', hint=did_you_mean(name, step_names()) or "`gen-pipelines steps` lists them")
    return found


def _in_full(one: Contract) -> list[str]:
    from ..render.groovy import call

    lines = [f"{one.name}: {one.summary}", "", one.description, "", *call(one.name, one.example).splitlines(), ""]
    if one.parameters:
        rows = [(name, type_of(parameter), _default(parameter), parameter.doc) for name, parameter in one.parameters.items()]
        lines += [*table(("PARAMETER", "TYPE", "DEFAULT", "MEANING"), rows), ""]
    lines += [f"returns {name}: {text}" for name, text in one.returns.items()]
    lines += [f"{name}: {text}" for name, text in one.outcomes.items()]
    needs = {**one.plugins, **one.tools}
    return lines + ["needs: " + ", ".join(f"{name} {version}" for name, version in needs.items())] * bool(needs)


def _default(parameter: Parameter) -> str:
    return "required" if parameter.required else "" if parameter.default is None else json.dumps(parameter.default, ensure_ascii=False)


def as_data(one: Contract) -> dict[str, Any]:
    """A contract as plain data."""
    return {
        "name": one.name, "summary": one.summary, "description": one.description, "since": one.since, "agent": one.agent,
        "parameters": {name: as_parameter(parameter) for name, parameter in one.parameters.items()},
        "returns": one.returns, "outcomes": one.outcomes, "plugins": one.plugins, "tools": one.tools, "credentials": one.credentials, "example": one.example,
    }  # fmt: skip
