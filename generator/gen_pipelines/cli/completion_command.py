"""``gen-pipelines completion``"""

from __future__ import annotations

import click


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print a completion script.

    For bash, for example: `gen-pipelines completion bash > ~/.local/share/bash-completion/completions/gen-pipelines`.
    """
    from click.shell_completion import get_completion_class

    from . import commands

    completion = get_completion_class(shell)
    assert completion is not None, "the choice above lists only shells that Click knows"
    click.echo(completion(commands, {}, "gen-pipelines", "_GEN_PIPELINES_COMPLETE").source())
