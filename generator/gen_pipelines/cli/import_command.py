"""``gen-pipelines import``"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from .sync_options import connection, connection_options, target_options


@click.command("import")
@click.argument("globs", nargs=-1, metavar="[GLOB]...")
@target_options
@click.option("--folder", metavar="NAME", help="The folder to import from.  [default: the catalog's root folder]")
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="The file to write.  [default: the screen]")
@click.option("--force", is_flag=True, help="Overwrite a file that is there.")
@connection_options
def command(globs: tuple[str, ...], catalog_file: Path, folder: str | None, output: str | None, force: bool, **given: Any) -> None:
    """Write catalog entries for jobs that exist.

    GLOB chooses jobs by path or name; without one all jobs of the folder are meant. Multibranch projects become services, simple pipelines become
    operations, folders become groups. What the catalog has already is left out. The result is a file for the catalog's `include`; nothing is changed in Jenkins.
    """
    from ..catalog.wildcards import names_matching
    from ..errors import UnsafeError, UserError
    from ..importing.collect import collect
    from ..importing.text import as_yaml, write_file
    from ..jenkins.configs import with_configs
    from ..jobs.item import VIEW
    from ..report.importing import print_imported
    from ..sync.controllers import choose_target
    from ..sync.state import ActualItem
    from .options import load

    if output is not None and Path(output).exists() and not force:
        raise UnsafeError(f"{output} is there already", hint="give --force to overwrite it")
    catalog = load(catalog_file)
    settings = connection(given)
    _, target = choose_target(catalog, given["controller"], given["home"], settings)
    root = folder or catalog.root
    _check_output(output, catalog_file)
    state = target.read(root)
    if not state.items:
        raise UserError(f"there is no folder {root} on {target.name}", hint="name the folder that holds the jobs with --folder")
    pattern = names_matching(globs) if globs else None

    def wanted(item: ActualItem) -> bool:
        return pattern is None or any(pattern.match(name) for name in ("/".join(item.path), "/".join(item.path[1:]), item.path[-1]))

    state = with_configs(target, state, lambda item: item.kind != VIEW and (wanted(item) or len(item.path) == 2))
    imported = collect(state, catalog, wanted)
    text = as_yaml(imported, f"{root} on {target.name}")
    if output is None:
        click.echo(text, nl=False)
    else:
        write_file(output, text)
    print_imported(imported, output, catalog, root)


def _check_output(output: str | None, catalog_file: Path) -> None:
    """What the catalog has is left out of an import: written over a file of the catalog, it would take those entries away.

    Raises:
        UnsafeError: the output is such a file.
    """
    from ..catalog.files import read_files
    from ..errors import UnsafeError

    if output is None or not Path(output).exists():
        return
    if any(Path(output).samefile(name) for name in read_files(catalog_file, lambda name, digest: True).digests):
        raise UnsafeError(f"{output} is a part of the catalog already, and its entries would be lost", hint="write another file, or take this one out of `include` first")
