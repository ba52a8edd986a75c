"""Options that several commands share, and the forms their values must have."""

from __future__ import annotations

import datetime
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, TypeVar, get_args

import click

from servanda.model import RecordKind

LEDGER_VARIABLE = "SERVANDA_LEDGER"
DEFAULT_LEDGER = "ledger.servanda"

_Command = TypeVar("_Command", bound=Callable[..., Any])
_LANGUAGE = re.compile(r"[a-z]{2}")


class IsoDate(click.ParamType[str]):
    """A calendar day, as 2024-05-24."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The day as given, or a usage error that says what is wrong."""
        try:
            day = datetime.date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no calendar day written as YYYY-MM-DD.", param, ctx)
        return day.isoformat()


class LanguageCode(click.ParamType[str]):
    """An ISO 639-1 code, as en."""

    name = "language"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The code in lower case, or a usage error."""
        code = str(value).lower()
        if not _LANGUAGE.fullmatch(code):
            self.fail(f"{value!r} is no language code such as en, fr or ru.", param, ctx)
        return code


ledger_option = click.option(
    "--ledger",
    "ledger_url",
    metavar="URL",
    envvar=LEDGER_VARIABLE,
    default=DEFAULT_LEDGER,
    show_default=True,
    show_envvar=True,
    help="Where readings are kept: a file, or a database's URL.",
)


def _owner(_ctx: click.Context, _param: click.Parameter, asked: bool) -> str | None:
    from servanda.faces.oneself import owner

    return owner() if asked else None


def owned_option(meaning: str) -> Callable[[_Command], _Command]:
    """`--private`, which gives the name of whose private records are meant; None where everyone's are."""
    return click.option("--private", "private_to", is_flag=True, callback=_owner, help=meaning)


private_option = owned_option("Your private records in place of everyone's.")

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, one object a line.")


def reading_options(command: _Command) -> _Command:
    """What a reader may know better than the record."""
    for option in reversed(
        (
            click.option(
                "--date",
                "reference_date",
                type=IsoDate(),
                help='The day that "today" means, where the record is wrong or silent.',
            ),
            click.option("--kind", "record_kind", type=click.Choice(get_args(RecordKind)), help="What sort of record it is."),
            click.option("--language", type=LanguageCode(), help="Its language (ISO 639-1)."),
            click.option(
                "--model/--no-model",
                default=None,
                help="Look for quotations with the trained model beside the rules: where it is installed, that is the default.",
            ),
        )
    ):
        command = option(command)
    return command


@contextmanager
def writing(target: str) -> Iterator[IO[bytes]]:
    """A place to write bytes to: `-` is standard output; a file appears under its name only when it is whole."""
    if target == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        with _writing_file(Path(target)) as stream:
            yield stream
    except OSError as error:
        if error.filename is None:  # a full disk does not say where
            error.filename = target
        raise


@contextmanager
def _writing_file(path: Path) -> Iterator[IO[bytes]]:
    if path.exists() and not path.is_file():  # a device or a pipe cannot be swapped for a new file
        with path.open("wb") as stream:
            yield stream
        return
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with part.open("wb") as stream:
            yield stream
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def complete_record(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001 - click's form
    """Names of the records in the ledger that begin so, for the shell; none where the ledger cannot be opened."""
    from servanda.errors import ServandaError
    from servanda.faces.oneself import shelf

    try:
        with shelf(ctx.params.get("ledger_url") or DEFAULT_LEDGER, ctx.params.get("private_to")) as ledger:
            names = [Path(summary.source).name if summary.source else summary.record[:12] for summary in ledger.records()]
    except ServandaError:
        return []
    return [name for name in names if name.startswith(incomplete)]
