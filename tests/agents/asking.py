"""How the tests speak to a server: through the client of the protocol's own SDK."""

from __future__ import annotations

import json
import sys
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple, TypeVar

import anyio
from mcp import Client, StdioServerParameters
from mcp.types import CallToolResult, TextContent

Result = TypeVar("Result")


class Answered(NamedTuple):
    """What came back: the short text, the data, and whether it was refused."""

    told: str
    data: dict[str, Any]
    refused: bool
    whole: str


Ask = Callable[..., Answered]


def talk(target: Any, work: Callable[[Client], Awaitable[Result]]) -> Result:
    """Connect to a server, do something with it, and hang up."""

    async def main() -> Result:
        async with Client(target, read_timeout_seconds=60) as client:
            return await work(client)

    return anyio.run(main)


def answered(result: CallToolResult) -> Answered:
    """A result, checked: structured content and its text are the same."""
    texts = [block.text for block in result.content if isinstance(block, TextContent)]
    assert len(texts) == len(result.content)
    if result.is_error:
        assert len(texts) == 1
        assert result.structured_content is None
        return Answered(texts[0], {}, True, texts[0])
    assert len(texts) == 2
    assert json.loads(texts[1]) == result.structured_content
    return Answered(texts[0], result.structured_content, False, texts[1])


def asking(target: Any) -> Ask:
    """A function that calls one tool of a server."""

    def ask(tool: str, **arguments: Any) -> Answered:
        return answered(talk(target, lambda client: client.call_tool(tool, arguments)))

    return ask


def process(record: str) -> StdioServerParameters:
    """A server in a process of its own, as `onrecord agents` starts it."""
    started = f"from onrecord.cli.agents import run\nrun({record!r})"
    return StdioServerParameters(command=sys.executable, args=["-W", "error", "-c", started])
