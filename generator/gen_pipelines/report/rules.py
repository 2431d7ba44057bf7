"""What ``gen-pipelines rules`` tells."""

from __future__ import annotations

import click

from ..catalog.rules import Rule, all_rules
from ..errors import UserError
from ..suggestion import did_you_mean
from .json_text import json_text
from .table import table


def print_rules(name: str | None, output_format: str) -> None:
    """All rules a line each, or one in full.

    Raises:
        UserError: there is no such rule.
    """
    rules = all_rules()
    if name is not None:
        rules = [_find(rules, name)]
    if output_format == "json":
        click.echo(json_text([_as_data(rule) for rule in rules]))
    elif name is not None:
        click.echo(_in_full(rules[0]))
    else:
        click.echo("\n".join(table(("RULE", "SEVERITY", "FINDS"), [(rule.id, rule.severity, rule.summary) for rule in rules])))


def _find(rules: list[Rule], name: str) -> Rule:
    for rule in rules:
        if rule.id == name:
            return rule
    raise UserError(f'there is no rule "{name}"', hint=did_you_mean(name, [rule.id for rule in rules]) or "`gen-pipelines rules` lists them")


def _in_full(rule: Rule) -> str:
    off = f"To switch it off:\n\n  rules:\n    {rule.id}: {{reason: why it does not hold here}}"
    return f"{rule.id} ({rule.severity})\n\n{rule.summary}\n{rule.why}\n\nFound:\n\n{_block(rule.bad)}\n\nBetter:\n\n{_block(rule.good)}\n\n{off}"


def _block(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.strip("\n").split("\n"))


def _as_data(rule: Rule) -> dict[str, str]:
    return {name: getattr(rule, name) for name in ("id", "severity", "summary", "why", "bad", "good")}
