"""The command line. One module a command, loaded when it is called; what commands do lives elsewhere."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any

import click

from .. import __version__
from ..errors import CatalogError, GenPipelinesError

COMMANDS = {
    "init": "Write a commented starter catalog.",
    "validate": "Check the catalog and show every mistake.",
    "render": "Write the Jenkinsfiles and job configurations.",
    "doctor": "Look whether the catalog can run on a controller.",
    "plan": "Show what would change in Jenkins.",
    "apply": "Make Jenkins what the catalog says.",
    "drift": "Show what people changed by hand in Jenkins.",
    "backup": "Save what is in Jenkins, and list what was saved.",
    "restore": "Bring back what a run changed or removed.",
    "adopt": "Take jobs that people made under management.",
    "import": "Write catalog entries for jobs that exist.",
    "sandbox": "Run a Jenkins of your own for the catalog.",
    "publish": "Write the Jenkinsfiles into the services' repositories.",
    "explain": "Show where a setting's value comes from.",
    "simulate": "Run a pipeline on this machine, as Jenkins would.",
    "lint": "Check Jenkinsfiles as Jenkins' declarative linter does.",
    "simulator": "Install or remove the engine that runs pipelines.",
    "graph": "Draw a pipeline, and its critical path.",
    "list": "List services, operations, environments.",
    "rules": "List the rules of the checker.",
    "steps": "Show the steps of the shared library.",
    "schema": "Print the JSON Schema of the catalog.",
    "completion": "Print a completion script for your shell.",
}


class _Commands(click.Group):
    """Imports a command's module only when it is needed: most of a short run is imports."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"{__name__}.{cmd_name.replace('-', '_')}_command").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from ..suggestion import did_you_mean

            hint = did_you_mean(args[0], COMMANDS)
            raise click.UsageError(f"there is no command '{args[0]}'{'; ' + hint if hint else ''}", ctx)
        return super().resolve_command(ctx, args)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="gen-pipelines")
def commands() -> None:
    """One catalog of services in; checked Jenkinsfiles and Jenkins jobs out.

    Exit codes: 0 done or nothing to do, 1 error, 2 wrong usage, 3 changes are pending, 4 refused as unsafe.
    """


def main() -> None:
    """Run a command. Errors a person can cause become one message; anything else is a bug and keeps its traceback."""
    try:
        commands(prog_name="gen-pipelines")
    except CatalogError as error:
        from ..report.findings import print_findings

        print_findings(error.findings, error.texts, "text", err=True)
        sys.exit(error.exit_code)
    except GenPipelinesError as error:
        from ..report.findings import print_error

        print_error(error)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()  # the reader (`| head`) has gone; nobody is left to tell
        sys.exit(1)
    except OSError as error:
        from ..report.findings import print_error

        print_error(_as_message(error))
        sys.exit(1)


def _as_message(error: OSError) -> GenPipelinesError:
    """What the machine would not let us do: a full disk, a folder that cannot be written to."""
    what = error.strerror or str(error)
    return GenPipelinesError(f"{os.fsdecode(error.filename)}: {what}" if isinstance(error.filename, (str, bytes)) else what)
