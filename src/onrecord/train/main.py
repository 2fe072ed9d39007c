"""`onrecord-train`: rebuilds the weights of the package from their corpora."""

from __future__ import annotations

import sys
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
    try:
        from onrecord.train.attribution.recipe import build
    except ImportError as error:
        print(f"onrecord-train: {error}: pip install 'onrecord[train]'", file=sys.stderr)  # noqa: T201
        raise typer.Exit(2) from error
    try:
        build(corpus, out, base, threads=threads)
    except OnRecordError as error:
        print(f"onrecord-train: {error}", file=sys.stderr)  # noqa: T201
        raise typer.Exit(1) from error


def run() -> None:
    """The console script."""
    app()
