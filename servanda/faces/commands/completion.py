"""`servanda completion`: the script by which a shell completes our commands."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command(name="completion", short_help="Print the completion script of a shell.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the script by which a shell completes commands, options and the names of records.

    \b
    servanda completion bash >> ~/.bashrc
    servanda completion zsh >> ~/.zshrc
    servanda completion fish > ~/.config/fish/completions/servanda.fish
    """  # noqa: D301
    from servanda.faces.cli import servanda

    maker = get_completion_class(shell)
    assert maker is not None  # noqa: S101 - the choices are those that exist
    click.echo(maker(servanda, {}, "servanda", "_SERVANDA_COMPLETE").source())
