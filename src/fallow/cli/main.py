"""``fallow``: the one entry point. Finds the command's file, runs it, turns errors into a line and an exit code.

Commands are imported only when named, so that ``fallow --help`` loads click and nothing else. Exit codes: 0 done, 1 a check
said no, 2 wrong usage, 3 to 8 and 10 by the class of error (``fallow.core.errors``), 70 a fault of Fallow's own, 130 stopped.
"""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any

import click

from fallow import __version__

COMMANDS = {
    "demo": ("demo", "Run the whole chain on the embedded, simulated example."),
    "init": ("init", "Start a register."),
    "import": ("import_", "Import files of rows: spreadsheets, JSON, maps."),
    "read": ("read", "Read documents into statements and claims."),
    "append": ("append", "Append entries given as JSON lines."),
    "log": ("log", "List the entries as they were written."),
    "show": ("show", "Show a register, or one entry with what became of it."),
    "correct": ("amend:correct", "Put an entry right, by a new entry."),
    "withdraw": ("amend:withdraw", "Say that an entry no longer stands, by a new entry."),
    "dispute": ("amend:dispute", "Contest an entry, which stays as it is."),
    "review": ("review", "What waits for a person: questions, answers, records on which copies disagree."),
    "evidence": ("evidence", "Claims of documents, their origins, grades, custody."),
    "tables": ("tables", "Look-up tables: outlets, offices, places; whose word each row is."),
    "diff": ("diff", "What changed between two moments, and why."),
    "views": ("views", "Tables for SQL and QGIS beside a register."),
    "verify": ("verify", "Check that nothing in a register was changed."),
    "merge": ("merge", "Bring another copy or a bundle into a register."),
    "bundle": ("bundle", "Write a register, or a part of it, to hand over."),
    "checkpoint": ("checkpoint", "Sign what a register holds now, to be kept elsewhere."),
    "keys": ("keys", "Who writes and who may sign: keys, charters, signatures."),
    "backup": ("backup:backup", "Copy a register whole, and check the copy."),
    "restore": ("backup:restore", "Bring a backup back, and check it."),
    "erase": ("erase", "Make a person's sealed words unreadable for ever."),
    "strikes": ("strikes", "Strike hypotheses: list, show, decide, export, catalogue."),
    "duds": ("duds", "Failure rates: what is claimed, what an analyst confirmed, what it moves."),
    "ledger": ("ledger", "Transfers, pledges, denials, casualties and treaty statements, as told."),
    "hazard": ("hazard", "The hazard field: solve, query, export."),
    "survey": ("survey", "Survey: the next boxes, the confirmed area."),
    "release": ("release", "Land: areas, what stands in the way, the residual figure."),
    "treaty": ("treaty", "Treaties: status and obligations of a state on a date."),
    "export": ("export", "Write strikes, coarse and delayed, for QGIS and others."),
}
"""Every command: the module (and name, where it is not ``command``) and its short help, so that help loads nothing."""

_DEBUG = "fallow.debug"


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, in the order of the data."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return the command, or ``None`` where there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        found = getattr(importlib.import_module(f"fallow.cli.{module}"), name or "command")
        return found if isinstance(found, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List commands with their short help, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, says) for name, (_, says) in COMMANDS.items()])


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="fallow")
@click.option("--debug", is_flag=True, help="Show where an error arose.")
@click.pass_context
def fallow(ctx: click.Context, debug: bool) -> None:
    """From contested reports of cluster munitions to land that may be given back.

    Records and hazard after the fact, for people's safety. No figure that this program prints says that land is safe.
    """
    ctx.meta[_DEBUG] = debug


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit."""
    from fallow.core.errors import FallowError, InputError

    given = sys.argv[1:] if arguments is None else arguments
    try:
        result: Any = fallow.main(args=given, prog_name="fallow", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Abort:
        _stop("stopped; whatever was not finished was not written", 130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except FallowError as error:
        if "--debug" in given:
            raise
        _stop(f"fallow: {error}", error.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        if "--debug" in given:
            raise
        where = error.filename or "a file"
        _stop(
            f"fallow: expected to read or write {where}; found: {error.strerror or error}; "
            "check the name, the folder, free space and permissions",
            InputError.exit_code,
        )
    except Exception as error:
        if "--debug" in given:
            raise
        _stop(
            f"fallow: expected no fault of Fallow's own; found {type(error).__name__}: {' '.join(str(error).split())}; "
            "run again as fallow --debug ... and report what it prints",
            70,
        )
    sys.exit(result if isinstance(result, int) else 0)


def _stop(line: str, code: int) -> None:
    click.echo(line, err=True)
    sys.exit(code)


if __name__ == "__main__":
    main()
