"""The commands that serve: the desk with its API, and tools for agents. Nothing heavy is imported before one runs."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.cli.record_commands import Where

app = typer.Typer()


@app.command()
def serve(
    record: Where = None,
    host: Annotated[str, typer.Option(metavar="HOST", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(metavar="PORT", help="Port; 0 takes one that is free.")] = 8471,
    writable: Annotated[
        bool, typer.Option("--writable", help="Let reports be kept and judgements be made; else it only reads.")
    ] = False,
    rate: Annotated[
        int, typer.Option(metavar="N", help="Requests a minute that one address may make; 0 for any number.")
    ] = 1200,
    browser: Annotated[bool, typer.Option("--open", help="Open the desk in a browser.")] = False,
) -> None:
    """Serve the desk in a browser, and the API beside it, over a record; over the bundled reports where none is there.

    \b
    onrecord serve
    onrecord serve --record affair.db --open
    onrecord serve --record affair.db --writable --port 9000

    Only this machine can reach it, unless --host names another address: then ONRECORD_TOKEN must hold a secret,
    which browsers are asked for and programs send as "Authorization: Bearer ...". It fetches nothing from
    elsewhere. Ctrl-C stops it.
    """
    from onrecord.cli.serving import run

    run(record, host, port, rate, (writable, browser))


@app.command()
def agents(record: Where = None) -> None:
    """Serve tools for agents over the Model Context Protocol, on standard input and output: read, search, cite.

    \b
    onrecord agents --record affair.db

    A client starts it by itself: docs/agents.md has the lines for its settings. It only reads.
    """
    from onrecord.cli.agents import run

    run(record)
