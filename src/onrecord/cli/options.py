"""Options that several commands take."""

from __future__ import annotations

from typing import Annotated

import typer

Files = Annotated[
    list[str],
    typer.Argument(help="Files or directories: .txt .html .jsonl, feeds, WARC, also gzipped; - is standard input."),
]  # fmt: skip
File = Annotated[str, typer.Argument(help="The file; - is standard input.")]
Published = Annotated[
    str | None, typer.Option(metavar="DATE", help="Day of publication where the input gives none, as YYYY-MM-DD.")
]
Outlet = Annotated[str | None, typer.Option(metavar="NAME", help="Outlet, where the input names none.")]
Entities = Annotated[
    str | None, typer.Option(metavar="FILE", help="Your own entities, TOML or CSV, laid over the tables.")
]
Codebook = Annotated[
    str | None, typer.Option(metavar="FILE", help="Your own types of events, TOML, beside or instead of ours.")
]
Force = Annotated[bool, typer.Option("--force", help="Read text in another language than English too.")]
