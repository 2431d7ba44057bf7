"""What ``gen-pipelines list`` tells: what a catalog describes, a line each."""

from __future__ import annotations

from typing import Any

import click

from ..catalog.model import Catalog
from .json_text import json_text
from .table import table

Rows = list[dict[str, Any]]


def listing(catalog: Catalog, what: str) -> Rows:
    """The services, operations, environments or profiles of a catalog, a row each."""
    return {"services": _services, "operations": _operations, "environments": _environments, "profiles": _profiles}[what](catalog)


def _services(catalog: Catalog) -> Rows:
    return [
        {
            "service": service.key,
            "profile": service.profile or "",
            "strategy": service.settings.deploy.strategy if service.settings.deploy else "",
            "environments": list(catalog.deploy_order(service.settings)),
            "repository": (service.repository or "") + (f" ({service.path})" if service.path else ""),
        }
        for service in catalog.services.values()
    ]


def _operations(catalog: Catalog) -> Rows:
    return [
        {"operation": name, "schedule": operation.schedule or "by hand", "runs": [run.step or "command" for run in operation.run], "description": operation.description}
        for name, operation in catalog.operations.items()
    ]


def _environments(catalog: Catalog) -> Rows:
    return [
        {
            "environment": name,
            "after": catalog.environments[name].after or "",
            "cluster": catalog.environments[name].cluster or "",
            "namespace": catalog.environments[name].namespace or "",
            "deploy": "approval" if catalog.needs_approval(name) else "automatic",
            "production": catalog.is_production(name),
        }
        for name in catalog.ordered_environments
    ]


def _profiles(catalog: Catalog) -> Rows:
    used: dict[str, list[str]] = {}
    for service in catalog.services.values():
        used.setdefault(service.profile or "(none)", []).append(service.name)
    return [{"profile": profile, "services": services} for profile, services in used.items()]


def print_listing(rows: Rows, output_format: str) -> None:
    """A table, or a JSON list of objects."""
    if output_format == "json":
        click.echo(json_text(rows))
    elif not rows:
        click.echo("none")
    else:
        head = tuple(rows[0])
        click.echo("\n".join(table(tuple(name.upper() for name in head), [tuple(_cell(row[name]) for name in head) for row in rows])))


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
