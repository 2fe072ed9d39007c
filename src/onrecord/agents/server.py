"""The server of the Model Context Protocol: tools and reports to agents, over standard input and output.

It reads a record and never writes to it. Errors of OnRecord reach the agent with the message that a person would get;
of anything else the agent learns that it failed, and the server's log on standard error has the rest.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import unquote

import msgspec

from onrecord._version import __version__
from onrecord.agents.arguments import parsed, schema
from onrecord.agents.tools import NO_RECORD, RULES, Answer, Tool, tools
from onrecord.errors import ConfigError, DataError, EngineError, OnRecordError
from onrecord.reader import Reader, default
from onrecord.recorder import Record

try:
    import anyio
    import mcp.types as types
    from anyio.to_thread import run_sync
    from mcp import MCPError
    from mcp.server import Server, ServerRequestContext
    from mcp.server.stdio import stdio_server
except ImportError as error:
    raise EngineError("tools for agents need mcp: pip install 'onrecord[agents]'") from error

REPORT = "onrecord://report/"
"""Where the address of a report begins; its id follows, percent-encoded."""
_READS = types.ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
_FAILED = "OnRecord failed at this; the server's log says why"

_log = logging.getLogger("onrecord.agents")
_Context = ServerRequestContext[Any]
_Page = types.PaginatedRequestParams | None


def build(record: Record | None, reader: Callable[[], Reader] = default) -> Server[Any]:
    """The server over a record; without one it offers `read_report` alone, and says how to get one.

    Args:
        record: open for reading.
        reader: gives the reader, which is loaded when a report is first read.
    """
    offered = {tool.name: tool for tool in tools(record, reader)}

    async def listed(_: _Context, __: _Page) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[_shown(tool) for tool in offered.values()])

    async def called(_: _Context, asked: types.CallToolRequestParams) -> types.CallToolResult:
        return await run_sync(partial(_called, offered, asked.name, asked.arguments or {}))

    async def none(_: _Context, __: _Page) -> types.ListResourcesResult:
        return types.ListResourcesResult(resources=[])

    async def templates(_: _Context, __: _Page) -> types.ListResourceTemplatesResult:
        return types.ListResourceTemplatesResult(resource_templates=[_TEMPLATE] if record is not None else [])

    async def read(_: _Context, asked: types.ReadResourceRequestParams) -> types.ReadResourceResult:
        return await run_sync(partial(_read, record, str(asked.uri)))

    return Server(
        "onrecord",
        version=__version__,
        title="OnRecord",
        instructions=f"OnRecord reads news reports and keeps the record behind them. {RULES}"
        + (f" Now {NO_RECORD}." if record is None else ""),
        on_list_tools=listed,
        on_call_tool=called,
        on_list_resources=none,
        on_list_resource_templates=templates,
        on_read_resource=read,
    )


def serve(server: Server[Any]) -> None:
    """Serve one client over standard input and output, until it hangs up."""

    async def run() -> None:
        async with stdio_server() as (incoming, outgoing):
            await server.run(incoming, outgoing, server.create_initialization_options())

    anyio.run(run)


_TEMPLATE = types.ResourceTemplate(
    name="report",
    title="A report of the record",
    uri_template=f"{REPORT}{{id}}",
    description=f"The whole text of a report, as it was read. {RULES}",
    mime_type="text/plain",
)


def _shown(tool: Tool) -> types.Tool:
    return types.Tool(
        name=tool.name,
        description=f"{tool.about}\n\n{RULES}",
        input_schema=schema(tool.takes),
        annotations=_READS,
    )


def _called(offered: dict[str, Tool], name: str, given: dict[str, Any]) -> types.CallToolResult:
    try:
        return _told(_answer(offered, name, given))
    except OnRecordError as error:
        return _refused(str(error))
    except Exception:  # noqa: BLE001 - the boundary of one call: the client may know nothing of our insides
        _log.exception("%s failed", name)
        return _refused(_FAILED)


def _answer(offered: dict[str, Tool], name: str, given: dict[str, Any]) -> Answer:
    tool = offered.get(name)
    if tool is None:
        advice = NO_RECORD if len(offered) == 1 else f"there are {', '.join(offered)}"
        raise ConfigError(f"no tool {name!r}: {advice}")
    return tool.answer(parsed(tool.takes, given))


def _told(answer: Answer) -> types.CallToolResult:
    """The answer as structured content, and as text for clients that know no other."""
    whole = msgspec.json.encode(answer.data).decode()
    return types.CallToolResult(
        content=[types.TextContent(text=answer.told), types.TextContent(text=whole)], structured_content=answer.data
    )


def _refused(message: str) -> types.CallToolResult:
    return types.CallToolResult(content=[types.TextContent(text=message)], is_error=True)


def _read(record: Record | None, uri: str) -> types.ReadResourceResult:
    """The text of a report by its address."""
    try:
        if record is None:
            raise DataError(NO_RECORD)
        if not uri.startswith(REPORT):
            raise DataError(f"{uri}: no such resource (there is {REPORT}ID)")
        text = record.reading(unquote(uri.removeprefix(REPORT))).report.text
    except OnRecordError as error:
        raise MCPError(code=types.INVALID_PARAMS, message=str(error)) from None
    except Exception:  # noqa: BLE001 - as in calls
        _log.exception("%s failed", uri)
        raise MCPError(code=types.INTERNAL_ERROR, message=_FAILED) from None
    return types.ReadResourceResult(contents=[types.TextResourceContents(uri=uri, text=text, mime_type="text/plain")])
