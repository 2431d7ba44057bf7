"""The plans of the targets that a command means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from ..catalog.model import Catalog
from .sync_options import Site, naming

if TYPE_CHECKING:
    from ..sync.several import Share

SHOWN = 1000
"""Changed items that are read to show how they change."""


def shares_of(catalog: Catalog, sites: list[Site], given: Mapping[str, Any], *, deep: bool, limit: int = SHOWN) -> list[Share]:
    """A plan for each target. ``given`` are the options of :class:`..sync.plan.Options`.

    Raises:
        ControllerError: a controller refused, or was not reached.
    """
    from ..report.findings import printable
    from ..sync.plan import Options, chosen
    from ..sync.planning import plan_for
    from ..sync.several import Share, hold_back, homes

    options = Options(**given)
    if options.only and not any(chosen(site.desired, options.only) for site in sites):
        click.echo(f"warning: no item of the catalog is called {' or '.join(map(printable, options.only))}; `gen-pipelines list` has their names", err=True)
    placed = homes(catalog) if len(catalog.controllers) > 1 else {}
    shares = []
    for site in sites:
        with naming(sites, site):
            plan, state = plan_for(site.desired, site.target, catalog.root, catalog.owner, options, deep=deep, limit=limit)
        if len(sites) == 1:
            plan = hold_back(plan, site.controller, placed)
        shares.append(Share(site.controller, site.target, plan, state))
    return shares
