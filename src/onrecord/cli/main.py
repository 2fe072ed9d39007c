"""`onrecord`: the commands and what their help says. Nothing heavy is imported before a command runs."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from onrecord._version import __version__
from onrecord.cli.bulk_commands import app as of_bulk
from onrecord.cli.desk_commands import app as of_desk
from onrecord.cli.options import Codebook, Entities, File, Files, Force, Outlet, Published
from onrecord.cli.outcome import ending, write
from onrecord.cli.record_commands import app as of_record
from onrecord.errors import ConfigError

app = typer.Typer(
    name="onrecord",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _version(asked: bool) -> None:
    if asked:
        write(f"onrecord {__version__}")
        raise typer.Exit


@app.callback()
def onrecord(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Reads news reports and keeps the record behind them: who said what happened, how each side
    stands to it, and where in the text that is written.

    Begin with: onrecord demo

    Then read a report of your own: onrecord read report.txt --published 2024-12-13
    """


@app.command()
def read(  # noqa: PLR0913 - one parameter for each option
    files: Files,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line, one for each report.")] = False,
    published: Published = None,
    outlet: Outlet = None,
    only: Annotated[
        str | None,
        typer.Option(
            metavar="PARTS",
            help="Show these parts alone: text, statements, claims, events, ties, "
            "abstained, entities, times, places, quantities; several with commas.",
        ),
    ] = None,
    entities: Entities = None,
    codebook: Codebook = None,
    force: Force = False,
) -> None:
    """Read reports: the text with its sources, cues, contents and events marked, then the tables.

    \b
    onrecord read report.txt --published 2024-12-13 --outlet Northwire
    onrecord read reports/ --json > readings.jsonl
    onrecord read report.html --only statements,events
    cat report.txt | onrecord read -

    A report that cannot be read is named on standard error and the others are read all the same.
    Exit codes: 0 all were read, 1 some failed, 2 the command was called wrongly.
    """
    from onrecord.cli.reading import Given
    from onrecord.cli.reading import run as read_files

    read_files(files, Given(published, outlet, force, entities, codebook), json, only)


@app.command()
def explain(  # noqa: PLR0913 - one parameter for each option
    file: File,
    at: Annotated[int | None, typer.Option(metavar="N", help="Character of the text, counted from 0.")] = None,
    text: Annotated[str | None, typer.Option(metavar="WORDS", help="Words of the report, instead of --at.")] = None,
    title: Annotated[bool, typer.Option("--title", help="--at counts in the title.")] = False,
    report: Annotated[
        str | None, typer.Option("--id", metavar="ID", help="Which report, where the file holds several.")
    ] = None,
    published: Published = None,
    outlet: Outlet = None,
    entities: Entities = None,
    codebook: Codebook = None,
    force: Force = False,
) -> None:
    """Say why a passage was read as it was: what it is, which rule decided, what else it could be.

    \b
    onrecord explain report.txt --text "accused"
    onrecord explain report.txt --at 412
    onrecord explain reports.jsonl --id nw-7 --at 30 --title
    """
    from onrecord.cli.explaining import Where
    from onrecord.cli.explaining import run as explain_file
    from onrecord.cli.reading import Given

    explain_file(file, Given(published, outlet, force, entities, codebook), Where(at, text, title, report))


@app.command()
def standing(  # noqa: PLR0913 - one parameter for each option
    files: Files,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line, one for each report.")] = False,
    every: Annotated[
        bool, typer.Option("--every", help="With the claims that only the report's own voice tells.")
    ] = False,
    grades: Annotated[
        str | None, typer.Option(metavar="FILE", help="Your own Admiralty grades of holders and claims, TOML.")
    ] = None,
    published: Published = None,
    outlet: Outlet = None,
    entities: Entities = None,
    codebook: Codebook = None,
    force: Force = False,
) -> None:
    """Print who stands how to which claim: holders by claims, a sign in each cell, the standing at the end.

    \b
    onrecord standing report.txt --published 2024-12-13 --outlet Northwire
    onrecord standing reports/ --json > matrices.jsonl
    onrecord standing report.txt --grades grades.toml

    A standing follows from the stances alone. Your grades stand beside it and change nothing.
    """
    from onrecord.cli.reading import Given
    from onrecord.cli.standing import run as show_standing

    show_standing(files, Given(published, outlet, force, entities, codebook), grades, every, json)


@app.command()
def factuality(  # noqa: PLR0913 - one parameter for each option
    files: Files,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line, one for each report.")] = False,
    published: Published = None,
    outlet: Outlet = None,
    entities: Entities = None,
    codebook: Codebook = None,
    force: Force = False,
) -> None:
    """Print how certain each act is told to have happened, from -3 to 3, and what weighs in it.

    \b
    onrecord factuality report.txt --published 2024-12-13 --outlet Northwire
    onrecord factuality reports/ --json > factuality.jsonl

    For comparing with research on factuality. No standing and no series follows from the number.
    """
    from onrecord.cli.factuality import run as show_factuality
    from onrecord.cli.reading import Given

    show_factuality(files, Given(published, outlet, force, entities, codebook), json)


@app.command()
def context(  # noqa: PLR0913 - one parameter for each option
    files: Files,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line, one for each report.")] = False,
    published: Published = None,
    outlet: Outlet = None,
    entities: Entities = None,
    codebook: Codebook = None,
    force: Force = False,
) -> None:
    """Print what a reference table knows of the treaties and sanctions that reports speak of.

    \b
    onrecord context report.txt --published 2024-12-13 --outlet Northwire
    onrecord context reports/ --json > context.jsonl

    It comes from public sources, which it names, and is no part of a reading: no report says it.
    """
    from onrecord.cli.reading import Given
    from onrecord.cli.reference import context as show_context

    show_context(files, Given(published, outlet, force, entities, codebook), json)


@app.command()
def obligations(
    attack: Annotated[str, typer.Option(metavar="STATE", help="Who is attacked: a code or a name.")],
    by: Annotated[
        str | None, typer.Option(metavar="STATE", help="Who attacks: promises that it would break are added.")
    ] = None,
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day, as YYYY-MM-DD; else that of the table.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line, one for each.")] = False,
) -> None:
    """Print which commitments an attack on a state would call on: who owes what, by which clause, and the source.

    \b
    onrecord obligations --attack RUS
    onrecord obligations --attack Ukraine --by Russia --on 2021-12-31
    onrecord obligations --attack JPN --json

    From a reference table of treaties, in our own words, with the date up to which each row is known to hold.
    """
    from onrecord.cli.reference import obligations as show_obligations

    show_obligations(attack, by, on, json)


@app.command()
def who(
    names: Annotated[
        list[str] | None, typer.Argument(help="Names and phrases; with --json also files of questions, - or nothing.")
    ] = None,
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day for which offices and members count, as YYYY-MM-DD.")
    ] = None,
    context: Annotated[
        str | None, typer.Option("--in", metavar="COUNTRY", help="Where a phrase belongs that does not say it.")
    ] = None,
    entities: Entities = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line, one for each question.")] = False,
) -> None:
    """Say who a name or an actor phrase means on a day, and why.

    \b
    onrecord who "Foreign Minister Lavrov" --on 2024-06-01
    onrecord who "Swedish police" NATO --on 2024-06-01
    onrecord who "the finance ministry" --in Kenya
    onrecord who --json < questions.jsonl

    With --json every line of a file or of standard input is one question: {"id", "text", "date", "context"}.
    What cannot be decided is left open, with the candidates. Without --on no office counts as held or left.
    """
    from onrecord.cli.naming import run as look_up

    look_up(names or [], on, context, entities, json)


@app.command()
def verify(
    file: Annotated[
        str | None, typer.Argument(help="Readings, as onrecord read --json prints them; - reads standard input.")
    ] = None,
    record: Annotated[
        str | None, typer.Option(metavar="PATH", help="A record instead: its hashes, spans and chain of additions.")
    ] = None,
    source: Annotated[
        list[str] | None, typer.Option(metavar="PATH", help="The input that was read, to hash it again; repeatable.")
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Read every report again and compare all bytes.")] = False,
    entities: Annotated[
        str | None, typer.Option(metavar="FILE", help="The entities that the reports were read with, for --again.")
    ] = None,
    codebook: Annotated[
        str | None, typer.Option(metavar="FILE", help="The codebook that the reports were read with, for --again.")
    ] = None,
) -> None:
    """Check readings: their words and places, ids, hashes, and all that is derived; with --again, everything.

    \b
    onrecord read report.txt --json > readings.jsonl
    onrecord verify readings.jsonl --source report.txt
    onrecord verify readings.jsonl --again
    onrecord verify --record affair.db

    Without --again: every span is cut from the text again, every id followed, hashes are made again, and so is
    what follows from other fields (ids, quads, series; standings as far as the stances fix them). A stance, a
    type or a date that was changed by hand can pass. With --again the text itself is read again, by the same
    version: any changed byte fails, and the first field that differs is named.
    """
    if (file is None) == (record is None):
        raise ConfigError("verify needs a file of readings, or --record PATH")
    if file is None:
        from onrecord.cli.tending import prove

        prove(record)
        return
    from onrecord.cli.verifying import run as verify_file

    verify_file(file, source or [], again, (entities, codebook))


@app.command(name="codebook")
def codebook_(
    name: Annotated[str | None, typer.Argument(metavar="TYPE", help="One type, in upper or lower case.")] = None,
    codebook: Codebook = None,
    check: Annotated[
        bool, typer.Option("--check", help="Read the examples of FILE and name those that are not coded as they must.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON: one object, or a list without TYPE.")] = False,
) -> None:
    """Print the codebook: all types of events, or one with its modes, contexts, CAMEO codes and triggers.

    \b
    onrecord codebook
    onrecord codebook assault
    onrecord codebook ASSAULT --json
    onrecord codebook border_clash --codebook border.toml
    onrecord codebook --codebook border.toml --check

    With --check: exit code 1 where an example is not coded with its type, or a counterexample is.
    """
    from onrecord.cli.codebook import run as print_codebook

    print_codebook(name, codebook, check, json)


@app.command()
def schema() -> None:
    """Print the JSON Schema of a reading.

    \b
    onrecord schema > reading.schema.json
    """
    import msgspec

    from onrecord.query.schema import schema as of_reading

    write(msgspec.json.format(msgspec.json.encode(of_reading()), indent=2).decode("utf-8"))


@app.command()
def demo() -> None:
    """Read the reports that come with OnRecord, and show who says what, and where it stands.

    \b
    onrecord demo
    """
    from onrecord.cli.demo import run as show

    show()


app.add_typer(of_bulk)
app.add_typer(of_record)
app.add_typer(of_desk)


def run(arguments: Sequence[str] | None = None) -> None:
    """The entry point: runs a command and ends the process with its exit code."""
    with ending():
        given = list(sys.argv[1:] if arguments is None else arguments)
        try:
            code = app(args=given, prog_name="onrecord", standalone_mode=False)
        except typer.Abort:
            raise KeyboardInterrupt from None
        except _WRONG_CALL as error:
            raise _usage(error) from None
        if code:
            raise SystemExit(code)


_WRONG_CALL: type[Exception] = typer.BadParameter.__mro__[2]
"""What Typer raises where a command is called wrongly: the root of its tree, which it does not export by name."""


def _usage(error: Any) -> BaseException:
    """A wrong call as an error of ours, with what to do."""
    if not error.format_message().strip() or type(error).__name__ == "NoArgsIsHelpError":
        error.show()  # the help: a bare `onrecord` is a question
        return SystemExit(error.exit_code)
    context = getattr(error, "ctx", None)
    message = " ".join(error.format_message().split()).rstrip(".")
    command = context.command_path if context is not None else "onrecord"
    return ConfigError(f"{message[:1].lower()}{message[1:]} ({command} --help tells how to call it)")
