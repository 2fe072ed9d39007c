"""`onrecord-train`: rebuilds the weights of the package from their corpora."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from onrecord.errors import OnRecordError

app = typer.Typer(
    help="Rebuild the weights of OnRecord from their corpora. Needs `pip install onrecord[train]`.",
    no_args_is_help=True, add_completion=False, rich_markup_mode=None,
)  # fmt: skip


@app.callback()
def _recipes() -> None:
    """Rebuild the weights of OnRecord from their corpora. Needs `pip install onrecord[train]`."""


@app.command()
def attribution(
    corpus: Annotated[Path, typer.Option(help="PolNeAR as JSON Lines: id, split, text, attributions.")],
    out: Annotated[Path, typer.Option(help="The folder that the weights and their card are written to.")],
    base: Annotated[Path | None, typer.Option(help="Another checkpoint of MiniLM-L6 than the packaged one.")] = None,
    threads: Annotated[int, typer.Option(help="Threads of the machine to use.")] = 2,
) -> None:
    """Fit the reader of sources, cues and contents; writes attribution.onnx and attribution.toml.

    Example: onrecord-train attribution --corpus polnear.jsonl --out src/onrecord/data/models
    """
    with _told():
        from onrecord.train.attribution.recipe import build

        build(corpus, out, base, threads=threads)


@app.command()
def events(
    gold: Annotated[Path, typer.Option(help="The folder of gold sets, as JSON Lines.")],
    out: Annotated[Path, typer.Option(help="The folder that the weights and their card are written to.")],
    threads: Annotated[int, typer.Option(help="Threads of the machine to use.")] = 2,
) -> None:
    """Fit the classifier of events; writes events.onnx and events.toml.

    Example: onrecord-train events --gold gold --out src/onrecord/data/models
    """
    with _told():
        from onrecord.train.events.recipe import build

        build(gold, out, threads=threads)


@app.command()
def factuality(
    gold: Annotated[Path, typer.Option(help="The folder of gold sets, as JSON Lines.")],
    out: Annotated[Path, typer.Option(help="The folder that factuality.tsv is written to.")],
) -> None:
    """Fit the weights of factuality; writes factuality.tsv.

    Example: onrecord-train factuality --gold gold --out src/onrecord/data
    """
    with _told():
        from onrecord.train.factuality import build

        build(gold, out)


@app.command()
def same(
    shared: Annotated[Path, typer.Option(help="The folder with gold/guardian_sdf.jsonl.")],
    out: Annotated[Path, typer.Option(help="The table of weights, data/same.tsv: the rows of events are replaced.")],
    readings: Annotated[Path | None, typer.Option(help="Readings of it, rather than reading anew.")] = None,
    from_reviews: Annotated[
        list[str] | None, typer.Option(help="A record whose judgements count too; repeatable.")
    ] = None,
) -> None:
    """Fit the weights of same-event merging on labelled pairs, and on what people judged in records.

    Example: onrecord-train same --shared shared --out src/onrecord/data/same.tsv --from-reviews affair.db
    """
    with _told():
        from onrecord.train.same import build

        print(f"{build(shared, out, readings, from_reviews or ())} pairs")  # noqa: T201


@contextmanager
def _told() -> Iterator[None]:
    """Tell what went wrong, and what to do, on standard error."""
    try:
        yield
    except ImportError as error:
        print(f"onrecord-train: {error}: pip install 'onrecord[train]'", file=sys.stderr)  # noqa: T201
        raise typer.Exit(2) from error
    except OnRecordError as error:
        print(f"onrecord-train: {error}", file=sys.stderr)  # noqa: T201
        raise typer.Exit(1) from error


def run() -> None:
    """The console script."""
    app()
