"""The command itself: how it starts, what it says of a fault of the system, how it ends."""

import codecs
import errno
import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import Any, NoReturn

import click

from compliance import __version__
from compliance.cli.commands import Commands
from compliance.cli.terminal import echo
from compliance.outgoing import escaped


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
    where = f" ({os.fsdecode(error.filename)})" if isinstance(error.filename, str | bytes) else ""
    with suppress(OSError):
        echo(f"The system refuses to go on: {(error.strerror or str(error)).lower()}{where}.", err=True)


class Program(Commands):
    """The program, whose output can be printed anywhere, and which ends with a line where the system refuses."""

    def main(self, *arguments: Any, **more: Any) -> Any:
        """The command itself, which prints every path and every text whatever the encoding of its output lacks."""
        codecs.register_error("readable", _readable)
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="readable")
        return super().main(*arguments, **more)

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

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Reads the arguments; what is said of wrong ones quotes them."""
        with _harmless():
            return super().make_context(info_name, args, parent, **extra)


@contextmanager
def _harmless() -> Iterator[None]:
    """Inside, no message about wrong use holds what a terminal would obey."""
    try:
        yield
    except click.ClickException as error:
        vars(error)["message"] = escaped(error.message)
        raise


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
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
