"""`onrecord bulk`, and what its help says. Nothing heavy is imported before it runs."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from onrecord.cli.options import Codebook, Entities, Force, Outlet, Published

app = typer.Typer()


@app.command()
def bulk(  # noqa: PLR0913 - one parameter for each option
    names: Annotated[list[str], typer.Argument(metavar="IN... OUT", help="What is read, then the folder it goes to.")],
    resume: Annotated[bool, typer.Option("--resume", help="Go on with a run that was broken off.")] = False,
    workers: Annotated[int | None, typer.Option(metavar="N", help="Processes; else one each core.")] = None,
    engine: Annotated[
        Literal["local", "ray"], typer.Option(help="This machine, or a cluster of Ray (onrecord[ray]).")
    ] = "local",
    memory: Annotated[
        str | None, typer.Option("--max-memory", metavar="SIZE", help="Of one worker, as 1.2G; a report over it fails.")
    ] = None,
    shards: Annotated[int | None, typer.Option(metavar="N", help="Parts of the run; else by the input's size.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print how it stands as one JSON object.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress on standard error.")] = False,
    published: Published = None,
    outlet: Outlet = None,
    entities: Entities = None,
    codebook: Codebook = None,
    force: Force = False,
) -> None:
    """Read an archive into Parquet, shard by shard, on all cores or a cluster; go on where it was broken off.

    \b
    onrecord bulk reports/ out
    onrecord bulk reports/ out --resume
    onrecord bulk 'archive/*.txt' reports.jsonl out2 --workers 2
    onrecord bulk status out
    onrecord add out --record affair.db

    IN are files, folders, globs in quotes and addresses (s3://, gs://, ...): all that onrecord read takes, and Parquet,
    each also with .gz or .zst. Every shard is whole or not there; every report that cannot be read is a row with its
    reason. The rows are the same whatever the workers, the engine and the shards. docs/bulk.md tells what is in OUT.
    Exit codes: 0 all were read, 1 some failed, 2 a wrong call.
    """
    from onrecord.cli.bulk import megabytes, run
    from onrecord.cli.reading import Given

    settings = {
        "resume": resume, "workers": workers, "engine": engine, "memory": megabytes(memory), "shards": shards,
    }  # fmt: skip
    run(names, Given(published, outlet, force, entities, codebook), settings, quiet, json)
