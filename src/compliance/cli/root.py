"""The command itself, and what its commands share: reading a folder, saying what is wrong, printing a table."""

from __future__ import annotations

import codecs
import errno
import gc
import os
import sys
from contextlib import contextmanager, suppress
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from compliance import __version__
from compliance.cli.terminal import echo
from compliance.outgoing import escaped

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from compliance.inputs import Inputs
    from compliance.problems import Problem


def run() -> None:
    """The command as a process of its own: short, so that nothing is tidied up that ends with it anyway."""
    # Plugins of pydantic are not for us; looking for them reads the metadata of every installed package.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # Reading looks for no garbage anyway; one look afterwards through 30,000 answers took half of `score`, and freed nothing.
    gc.disable()
    try:
        main()
    except SystemExit as end:
        _end(end.code if isinstance(end.code, int) else int(bool(end.code)))
    except OSError as error:  # before there was a command: a help that could not be printed
        _say_fault(error)
        _end(1)


def _readable(error: UnicodeError) -> tuple[str | bytes, int]:
    """What a terminal or a file is given for characters that its encoding lacks: the bytes of a path as they are, else an escape."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    try:
        return codecs.lookup_error("surrogateescape")(error)
    except UnicodeEncodeError:
        return codecs.lookup_error("backslashreplace")(error)


def _end(status: int) -> NoReturn:
    """Ends the process; with status 1 where what was printed did not arrive, which whoever reads it must not take for all."""
    try:
        sys.stdout.flush()
    except OSError as error:
        status = status or 1
        if error.errno != errno.EPIPE:
            _say_fault(error)
    with suppress(OSError):
        sys.stderr.flush()
    os._exit(status)


def _say_fault(error: OSError) -> None:
    """Says what the system refused, in a line."""
    where = f" ({os.fsdecode(error.filename)})" if isinstance(error.filename, str | bytes) else ""
    with suppress(OSError):
        echo(f"The system refuses to go on: {(error.strerror or str(error)).lower()}{where}.", err=True)


HOMES = {
    "agreement": ("agreement",),
    "authoring": ("init", "new"),
    "checklist": ("checklist",),
    "compare": ("compare",),
    "crosswalk": ("crosswalk",),
    "data": ("check", "schema"),
    "deliverables": ("build",),
    "evidence": ("evidence",),
    "exchange": ("export", "indicators"),  # adds commands to the group of `indicators`, which it imports
    "explain": ("explain",),
    "gaps": ("gaps",),
    "review": ("adjudicate", "assign", "log", "remark", "rerate", "status", "step"),
    "robustness": ("robustness",),
    "scores": ("coverage", "index", "score"),
    "seal": ("seal", "verify"),
}
"""The modules beside this one, and the commands that are known once each of them is imported."""


class Commands(click.Group):
    """The commands of the program: for one that is called by its name no other has to be imported."""

    def main(self, *given: Any, **more: Any) -> Any:
        """The command itself, which prints every path and every text whatever the encoding of its output lacks."""
        codecs.register_error("readable", _readable)
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="readable")
        return super().main(*given, **more)

    def invoke(self, context: click.Context) -> object:
        """What a command gives back; a fault of the system that it did not foresee is a line and status 1."""
        try:
            with _harmless():
                return super().invoke(context)
        except OSError as error:
            if error.errno == errno.EPIPE:  # whoever read it has had enough; click ends quietly
                raise
            _say_fault(error)
            sys.exit(1)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """A command by its name; none where there is no such command, for which all are compared with the name."""
        _import([module for module, names in HOMES.items() if name in names] or HOMES)
        return super().get_command(context, name)

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Reads the arguments; what is said of wrong ones quotes them."""
        with _harmless():
            return super().make_context(info_name, args, parent, **extra)

    def list_commands(self, context: click.Context) -> list[str]:
        """The names of all commands, for the help."""
        _import(HOMES)
        return super().list_commands(context)


@contextmanager
def _harmless() -> Iterator[None]:
    """Inside, no message about wrong use holds what a terminal would obey."""
    try:
        yield
    except click.ClickException as error:
        vars(error)["message"] = escaped(error.message)
        raise


def _import(modules: Iterable[str]) -> None:
    """Makes the commands of some modules known, which is what importing them does."""
    for module in modules:
        import_module(f"compliance.cli.{module}")


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="compliance")
@click.option(
    "--workspace",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=Path(),
    show_default="this folder",
    help="The folder that holds assessments/, indicators/ and reports/.",
)
@click.pass_context
def main(context: click.Context, workspace: Path) -> None:
    """Assess how national law complies with treaties, and report a project's indicators."""
    context.obj = workspace.resolve()


def show(problems: Sequence[Problem], format_: str) -> None:
    """Prints problems in a format."""
    from compliance.problems import FORMATS

    for problem in problems:
        echo(FORMATS[format_](problem))


def clean(root: Path) -> Inputs:
    """A folder without problems; prints them and ends with status 1 if there are any."""
    from compliance.inputs import read_inputs
    from compliance.problems import serious

    inputs, found = read_inputs(root)
    if problems := serious(found):
        show(problems, "text")
        echo(f"{counted(len(problems), 'problem')}; nothing was computed or written.", err=True)
        sys.exit(1)
    return inputs


def counted(number: int, noun: str) -> str:
    """A count with its noun: `no problems`, `1 file`."""
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def known(inputs: Inputs, countries: tuple[str, ...]) -> tuple[str, ...]:
    """The countries named, all of which must exist."""
    return tuple(one_of(inputs.workspace.countries, name, "country", "COUNTRY") for name in countries)


def one_of(names: Collection[str], name: str, noun: str, hint: str) -> str:
    """A name that must be among some; wrong use if it is not, with the nearest of them."""
    from compliance.problems import closest

    if name not in names:
        near = closest(name, names)
        raise click.BadParameter(f"there is no {noun} `{name}`. {near or ''}".rstrip(), param_hint=hint)
    return name


def writable(folder: Path) -> Path:
    """The folder, made if need be; wrong use where nothing can be written to it."""
    from tempfile import TemporaryFile

    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):  # what a system allows, only trying tells
            return folder
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise click.BadParameter(f"cannot write to {folder}: {why}", param_hint="--output") from error


def saved(file: Path, content: bytes, hint: str = "--output") -> None:
    """Writes a file whole and says where it is; wrong use where it cannot be written."""
    from compliance.report.files import write_whole

    try:
        write_whole(file, content)
    except OSError as error:
        why = (error.strerror or "it cannot be written").lower()
        raise click.BadParameter(f"cannot write {file}: {why}", param_hint=hint) from None
    echo(file)


def table(heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...], sides: tuple[str, ...]) -> None:
    """A table on the terminal; as wide as it needs where the output goes to a file. Of nothing it says so."""
    if not rows:
        echo("nothing is on file for such a table.", err=True)
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(width=None if sys.stdout.isatty() else 240, highlight=False)
    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for head, side in zip(heads, sides, strict=True):
        drawn.add_column(head, justify="right" if side == "right" else "left")
    for row in rows:
        drawn.add_row(*(Text(escaped(cell)) for cell in row))
    console.print(drawn)
