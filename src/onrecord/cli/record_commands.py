"""The commands of a record, and what their help says. Nothing heavy is imported before a command runs."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.cli.options import Codebook, Entities, Files, Force, Outlet, Published

Where = Annotated[
    str | None,
    typer.Option("--record", metavar="PATH", help="The record: a file, or postgresql://... "
                 "(else ONRECORD_RECORD, else the platform's folder for data)."),
]  # fmt: skip
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")]
Csv = Annotated[bool, typer.Option("--csv", help="Print CSV.")]
Every = Annotated[bool, typer.Option("--all", help="All of them, not a page.")]
Limit = Annotated[int, typer.Option(metavar="N", help="How many: of a page, where there are pages.")]
Cursor = Annotated[str | None, typer.Option(metavar="CURSOR", help="Where the page before ended: it says so.")]
Oldest = Annotated[bool, typer.Option("--oldest", help="The oldest first.")]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="From this day on: 2024, 2024-06 or 2024-06-19.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Until this day.")]
Place = Annotated[str | None, typer.Option(metavar="PLACE", help="A country, or a place by name.")]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who judges: kept with the judgement.")]
ToldBy = Annotated[str | None, typer.Option("--outlet", metavar="NAME", help="Told by this outlet.")]
Words = Annotated[str | None, typer.Option("--text", metavar="WORDS", help="All these words stand in it.")]
Told = Annotated[int, typer.Option("--reports", metavar="N", help="Told in at least so many reports.")]
Standing = Annotated[str | None, typer.Option(metavar="STANDING", help="As contested, denied, corroborated.")]

app = typer.Typer()


@app.command()
def add(  # noqa: PLR0913 - one parameter for each option
    files: Files,
    record: Where = None,
    again: Annotated[
        bool, typer.Option("--again", help="Read again what the record holds; a new revision where it reads otherwise.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing before the end.")] = False,
    published: Published = None,
    outlet: Outlet = None,
    entities: Entities = None,
    codebook: Codebook = None,
    force: Force = False,
) -> None:
    """Read reports and keep them in a record, where what tells the same becomes one entry.

    \b
    onrecord add reports/ --record affair.db
    onrecord add reports.jsonl report.html --record affair.db --outlet Northwire
    onrecord read report.txt --json > readings.jsonl
    onrecord add readings.jsonl --record affair.db

    What the record holds already is not read again: the same command goes on where it was broken off. A report
    that changed becomes a new revision; the old one stays. Readings (onrecord read --json, onrecord export jsonl, the
    folder of onrecord bulk) are taken as they are. Exit codes: 0 all were kept, 1 some failed, 2 a wrong call.
    """
    from onrecord.cli.keeping import run
    from onrecord.cli.reading import Given

    run(files, Given(published, outlet, force, entities, codebook), record, again, quiet)


@app.command()
def events(  # noqa: PLR0913 - one parameter for each option
    record: Where = None,
    who: Annotated[str | None, typer.Option(metavar="WHO", help="Who acts: a code, a name or an id.")] = None,
    to: Annotated[str | None, typer.Option(metavar="WHO", help="Whom it is done to.")] = None,
    type: Annotated[str | None, typer.Option(metavar="TYPE", help="PLOVER type, as ASSAULT.")] = None,
    series: Annotated[
        str, typer.Option(metavar="SERIES", help="observed attributed disputed background not_counted, or all.")
    ] = "observed",
    standing: Standing = None,
    since: Since = None,
    until: Until = None,
    place: Place = None,
    outlet: ToldBy = None,
    text: Words = None,
    reports: Told = 1,
    limit: Limit = 50,
    cursor: Cursor = None,
    every: Every = False,
    oldest: Oldest = False,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Print the events of a record, newest first: what is told as fact, unless --series asks for more.

    \b
    onrecord events --record affair.db
    onrecord events --record affair.db --who IRN --to SDN --series all
    onrecord events --record affair.db --type ASSAULT --since 2026-05 --json --all
    """
    from onrecord.cli.asking import Shape, entries
    from onrecord.query.filters import Filter

    asked = Filter(who, to, type, series, standing, since, until, place, outlet, text, reports)
    entries("events", record, asked, Shape(json, csv, every, limit, cursor, oldest))


@app.command()
def claims(  # noqa: PLR0913 - one parameter for each option
    record: Where = None,
    who: Annotated[str | None, typer.Option(metavar="WHO", help="Who takes a stance on it.")] = None,
    to: Annotated[str | None, typer.Option(metavar="WHO", help="Whom it is about.")] = None,
    standing: Standing = None,
    since: Since = None,
    until: Until = None,
    place: Place = None,
    outlet: ToldBy = None,
    text: Words = None,
    reports: Told = 1,
    limit: Limit = 50,
    cursor: Cursor = None,
    every: Every = False,
    oldest: Oldest = False,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Print the claims of a record with everyone's stances over all reports, newest first.

    \b
    onrecord claims --record affair.db --standing contested
    onrecord claims --record affair.db --who IRN --text drones
    """
    from onrecord.cli.asking import Shape, entries
    from onrecord.query.filters import Filter

    asked = Filter(who, to, None, None, standing, since, until, place, outlet, text, reports)
    entries("claims", record, asked, Shape(json, csv, every, limit, cursor, oldest))


@app.command()
def statements(  # noqa: PLR0913 - one parameter for each option
    record: Where = None,
    who: Annotated[str | None, typer.Option(metavar="WHO", help="Who says it.")] = None,
    type: Annotated[str | None, typer.Option(metavar="ACT", help="Act of the cue, as deny.")] = None,
    since: Since = None,
    until: Until = None,
    outlet: ToldBy = None,
    text: Words = None,
    reports: Told = 1,
    limit: Limit = 50,
    cursor: Cursor = None,
    every: Every = False,
    oldest: Oldest = False,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Print who said what in a record, newest first.

    \b
    onrecord statements --record affair.db --who "Caroline Voss"
    onrecord statements --record affair.db --type deny --json
    """
    from onrecord.cli.asking import Shape, entries
    from onrecord.query.filters import Filter

    asked = Filter(who, None, type, None, None, since, until, None, outlet, text, reports)
    entries("statements", record, asked, Shape(json, csv, every, limit, cursor, oldest))


@app.command()
def ties(  # noqa: PLR0913 - one parameter for each option
    record: Where = None,
    who: Annotated[str | None, typer.Option(metavar="WHO", help="A party to it.")] = None,
    to: Annotated[str | None, typer.Option(metavar="WHO", help="Another party to it.")] = None,
    type: Annotated[str | None, typer.Option(metavar="KIND", help="As sanctions, mutual_defence.")] = None,
    since: Since = None,
    until: Until = None,
    outlet: ToldBy = None,
    text: Words = None,
    limit: Limit = 50,
    cursor: Cursor = None,
    every: Every = False,
    oldest: Oldest = False,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Print what stands between parties: treaties, sanctions, talks.

    \b
    onrecord ties --record affair.db
    onrecord ties --record affair.db --who IRN --to SDN --json
    """
    from onrecord.cli.asking import Shape, entries
    from onrecord.query.filters import Filter

    asked = Filter(who, to, type, None, None, since, until, None, outlet, text)
    entries("ties", record, asked, Shape(json, csv, every, limit, cursor, oldest))


@app.command()
def actors(
    name: Annotated[str | None, typer.Argument(help="A part of a name or of an id.")] = None,
    record: Where = None,
    limit: Limit = 50,
    json: Json = False,
) -> None:
    """Print who is in a record, those in most reports first.

    \b
    onrecord actors --record affair.db
    onrecord actors voss --record affair.db
    """
    from onrecord.cli.asking import actors as who_is

    who_is(record, name, limit, json)


@app.command()
def timeline(  # noqa: PLR0913 - one parameter for each option
    record: Where = None,
    who: Annotated[str | None, typer.Option(metavar="WHO", help="Who acts.")] = None,
    to: Annotated[str | None, typer.Option(metavar="WHO", help="Whom it is done to.")] = None,
    series: Annotated[str, typer.Option(metavar="SERIES", help="As for onrecord events.")] = "observed",
    since: Since = None,
    until: Until = None,
    place: Place = None,
    text: Words = None,
    limit: Limit = 50,
    every: Every = False,
    json: Json = False,
) -> None:
    """Print events day by day, the oldest first.

    \b
    onrecord timeline --record affair.db --series all
    onrecord timeline --record affair.db --who SDN --since 2026-05-10 --json
    """
    from onrecord.cli.asking import Shape
    from onrecord.cli.asking import timeline as by_day
    from onrecord.query.filters import Filter

    asked = Filter(who, to, None, series, None, since, until, place, None, text)
    by_day(record, asked, Shape(json, False, every, limit))


@app.command()
def search(  # noqa: PLR0913 - one parameter for each option
    words: Annotated[str, typer.Argument(help='All must stand in the report; "in quotation marks", as they stand.')],
    record: Where = None,
    since: Since = None,
    until: Until = None,
    outlet: ToldBy = None,
    limit: Limit = 50,
    json: Json = False,
) -> None:
    """Find reports by their words, the best first.

    \b
    onrecord search "drones Darfur" --record affair.db
    """
    from onrecord.cli.asking import searched
    from onrecord.query.filters import Filter

    searched(record, words, Filter(since=since, until=until, outlet=outlet), limit, json)


@app.command()
def brief(
    one: Annotated[str, typer.Argument(help="A side: a code, a name or an id.")],
    other: Annotated[str, typer.Argument(help="The other side.")],
    record: Where = None,
    since: Since = None,
    until: Until = None,
    json: Json = False,
) -> None:
    """Print what a record holds of two sides: each line is an entry with its passage and its report.

    \b
    onrecord brief IRN SDN --record affair.db
    onrecord brief USA Iran --since 2026-05 --record affair.db --json
    """
    from onrecord.cli.asking import brief as briefly

    briefly(record, (one, other), (since, until), json)


@app.command()
def cite(
    id: Annotated[str, typer.Argument(metavar="ID", help="Of an entry, of any telling of it, or of a report.")],
    record: Where = None,
    form: Annotated[str, typer.Option("--format", metavar="FORM", help="text bibtex csl annotation")] = "text",
) -> None:
    """Print a citation with the exact passage.

    \b
    onrecord cite ID --record affair.db
    onrecord cite ID --record affair.db --format bibtex

    annotation is a W3C Web Annotation with the passage as a quotation and by its place.
    """
    from onrecord.cli.asking import cite as cited

    cited(record, id, form)


@app.command()
def diff(
    report: Annotated[str, typer.Argument(help="Id of a report, or id/revision.")],
    other: Annotated[str | None, typer.Argument(help="Another report, or another revision.")] = None,
    record: Where = None,
    json: Json = False,
) -> None:
    """Print what changed in a report since its last revision, or between two: its text, and what was read in it.

    \b
    onrecord diff REPORT OTHER --record affair.db
    onrecord diff REPORT OTHER --record affair.db --json

    With one report alone: its last revision against the one before.
    """
    from onrecord.cli.asking import diff as differing

    differing(record, report, other, json)


@app.command()
def why(
    one: Annotated[str, typer.Argument(metavar="ID", help="Of a telling.")],
    other: Annotated[str | None, typer.Argument(metavar="ID", help="Of another one of the same kind.")] = None,
    record: Where = None,
    json: Json = False,
) -> None:
    """Say why two tellings are one entry or two: the score, and each feature's part in it.

    \b
    onrecord why ID --record affair.db
    onrecord why ID ID --record affair.db
    """
    from onrecord.cli.asking import why as reason

    reason(record, one, other, json)


@app.command()
def review(
    record: Where = None,
    kind: Annotated[str | None, typer.Option(metavar="KIND", help="events, claims, statements or ties alone.")] = None,
    limit: Limit = 20,
    by: By = None,
    json: Json = False,
) -> None:
    """Walk through what merging was least sure of, and keep what you judge.

    \b
    onrecord review --record affair.db --by "A. Editor"
    onrecord review --record affair.db --json

    Each answer is kept beside the readings and outlives reading again. Without a terminal the pairs are printed.
    """
    from onrecord.cli.asking import reviewed

    reviewed(record, kind, limit, json, by)


@app.command()
def judge(  # noqa: PLR0913 - one parameter for each option
    verb: Annotated[str, typer.Argument(help="join split accept correct note undo")],
    one: Annotated[str, typer.Argument(metavar="ID", help="Of a telling.")],
    other: Annotated[str | None, typer.Argument(metavar="ID", help="Of another one.")] = None,
    record: Where = None,
    field: Annotated[str | None, typer.Option(metavar="FIELD", help="Which field is corrected.")] = None,
    value: Annotated[
        str | None, typer.Option(metavar="VALUE", help="What it should be; for undo, the verb that is undone.")
    ] = None,
    note: Annotated[str | None, typer.Option(metavar="TEXT", help="In your own words.")] = None,
    by: By = None,
) -> None:
    """Keep a judgement: join two tellings into one entry, split them, accept, correct a field, note, undo.

    \b
    onrecord judge join ID ID --record affair.db --by "A. Editor"
    onrecord judge split ID --record affair.db
    onrecord judge correct ID --field type --value COERCE --record affair.db
    onrecord judge undo ID --value split --record affair.db

    split ID alone takes a telling out of its entry. Nothing in a reading is changed: a correction stands beside it,
    and is evidence for training (onrecord-train same --from-reviews).
    """
    from onrecord.cli.judging import run

    run(record, verb, (one, other), {"field": field, "value": value, "note": note, "by": by})


@app.command()
def export(  # noqa: PLR0913 - one parameter for each option
    form: Annotated[str, typer.Argument(metavar="FORM", help="onrecord export list names them.")],
    path: Annotated[str, typer.Argument(metavar="PATH", help="Where to; - is standard output, for text.")] = "-",
    record: Where = None,
    kind: Annotated[str, typer.Option(metavar="KIND", help="events claims statements ties, for tables.")] = "events",
    series: Annotated[str, typer.Option(metavar="SERIES", help="As for onrecord events.")] = "observed",
    since: Since = None,
    until: Until = None,
    who: Annotated[str | None, typer.Option(metavar="WHO", help="Who acts.")] = None,
    to: Annotated[str | None, typer.Option(metavar="WHO", help="Whom it is done to.")] = None,
) -> None:
    """Write a record in another form: tables, PLOVER, GeoJSON, graphs, the readings themselves.

    \b
    onrecord export list
    onrecord export csv events.csv --record affair.db --series all
    onrecord export jsonl readings.jsonl --record affair.db
    """
    from onrecord.cli.exporting import run
    from onrecord.query.filters import Filter

    run(record, form, path, kind, Filter(who=who, to=to, series=series, since=since, until=until))


@app.command()
def migrate(
    record: Where = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")] = False,
) -> None:
    """Bring a record of an older version up to date: all steps in one transaction, or none.

    \b
    onrecord migrate --record affair.db --dry-run
    """
    from onrecord.cli.tending import migrate as bring_up

    bring_up(record, dry_run)


@app.command()
def rebuild(record: Where = None) -> None:
    """Make all entries of a record again from its readings and judgements, which stay as they are.

    \b
    onrecord rebuild --record affair.db
    """
    from onrecord.cli.tending import rebuild as make_again

    make_again(record)
