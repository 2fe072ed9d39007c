"""Who did what to whom as a network, in GEXF (Gephi) and GraphML: entities are nodes, acts and ties are edges.

An edge gathers all events of one type and series from one node to another: how many there were, from when until when.
A party without an entity of its own counts as its country, where the text states that; other parties have no node.
Events without two nodes are left out. Ties stand beside them, unless a type or standing is asked for.

The same record gives the same bytes: nodes and edges are sorted, and the file names no day on which it was written.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import IO, Any, NamedTuple

from sqlalchemy import Connection

from onrecord.codebook.countries import countries, name_of
from onrecord.errors import EngineError
from onrecord.export.columns import Entry, listed
from onrecord.export.dyads import Side, day, intensity, pairs, tie_pairs, ties
from onrecord.export.known import Known
from onrecord.export.lines import Written
from onrecord.query.filters import Filter
from onrecord.query.pages import every

NODES: dict[str, str] = {
    "label": "commonest name in the record",
    "kind": "country person government military igo organization armed_group media people place document",
    "iso3": "country; empty where unknown",
}
"""What a node has."""
EDGES: dict[str, str] = {
    "label": "PLOVER type, or kind of the tie",
    "what": "event or tie",
    "quad": "quad of the type; empty for ties",
    "series": "series of the events; only observed is told as fact; empty for ties",
    "status": "status of the tie in its newest report; empty for events",
    "count": "events; 1 for a tie",
    "weight": "the same, under the name that programs look for",
    "intensity": "mean of the PLOVER manual's scores; 0 for ties",
    "first_day": "day of the first of the events; since when the tie is; empty where unknown",
    "last_day": "day of the last of the events; until when the tie was; empty where open or unknown",
    "entries": "their ids, with | between them",
}
"""What an edge has."""

_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WRITTEN_ON = re.compile(rb' lastmodifieddate="[^"]*"')


class _Key(NamedTuple):
    """What the events of one edge have in common; every tie has an edge of its own."""

    source: str
    target: str
    what: str
    label: str
    quad: str = ""
    series: str = ""
    status: str = ""
    tie: str = ""


class _Found(NamedTuple):
    """The events of an edge: day and id of each, and the sum of their scores."""

    entries: list[tuple[str, str]]
    scores: list[float]
    until: list[str]


def gexf(connection: Connection, kind: str, asked: Filter, out: IO[bytes]) -> Written:
    """Write the network as GEXF 1.2.

    Args:
        connection: of a reader.
        kind: `e`.
        asked: which events and ties.
        out: where to.

    Raises:
        EngineError: networkx is not installed.
    """
    networkx = _networkx()
    made, written = _graph(networkx, connection, asked)
    whole = io.BytesIO()
    networkx.write_gexf(made, whole)
    out.write(_WRITTEN_ON.sub(b"", whole.getvalue(), count=1))
    return written


def graphml(connection: Connection, kind: str, asked: Filter, out: IO[bytes]) -> Written:
    """Write the network as GraphML.

    Args:
        connection: of a reader.
        kind: `e`.
        asked: which events and ties.
        out: where to.

    Raises:
        EngineError: networkx is not installed.
    """
    networkx = _networkx()
    made, written = _graph(networkx, connection, asked)
    networkx.write_graphml_xml(made, out)
    return written


def _networkx() -> Any:
    try:
        import networkx
    except ImportError as error:
        raise EngineError("graphs need networkx: pip install 'onrecord[graphs]'") from error
    return networkx


def _graph(networkx: Any, connection: Connection, asked: Filter) -> tuple[Any, Written]:
    """The network as a directed graph of networkx with parallel edges."""
    known = Known(connection)
    edges, left = _events(connection, asked, known)
    edges |= _ties(connection, asked, known)
    made = networkx.MultiDiGraph()
    for node in sorted({end for key in edges for end in (key.source, key.target)}):
        made.add_node(node, **_node(node, known))
    for number, key in enumerate(sorted(edges), 1):
        made.add_edge(key.source, key.target, key=f"edge{number}", **_edge(key, edges[key]))
    return made, Written(made.number_of_nodes() + made.number_of_edges(), left)


def _events(connection: Connection, asked: Filter, known: Known) -> tuple[dict[_Key, _Found], int]:
    edges: dict[_Key, _Found] = {}
    left = 0
    for event in known.beside(every(connection, "e", asked)):
        ends = dict.fromkeys(_ends(event))
        left += not ends
        filed = day(event).day or ""
        for source, target in ends:
            key = _Key(source, target, "event", event["type"], event["quad"], event["series"])
            found = edges.setdefault(key, _Found([], [], []))
            found.entries.append((filed, event["id"]))
            found.scores.append(intensity(event))
            found.until.append(filed)
    return edges, left


def _ends(event: Entry) -> Iterator[tuple[str, str]]:
    """The nodes of an event, two by two, each two once."""
    for actor, recipient in pairs(event):
        source, target = _of(actor), _of(recipient) if recipient is not None else None
        if source is not None and target is not None:
            yield source, target


def _of(side: Side) -> str | None:
    """The node of a party: its entity, else the country that the text states."""
    if side["entity"] is not None:
        return str(side["entity"])
    stated = side["iso3"] in countries() and not side["inferred"]
    return f"country:{side['iso3']}" if stated else None


def _ties(connection: Connection, asked: Filter, known: Known) -> dict[_Key, _Found]:
    edges = {}
    for tie in known.beside(ties(connection, asked)):
        for source, target in tie_pairs(tie):
            key = _Key(source, target, "tie", tie["kind"], status=tie["status"], tie=tie["id"])
            edges[key] = _Found([(tie["from"] or "", tie["id"])], [], [tie["to"] or ""])
    return edges


def _node(node: str, known: Known) -> dict[str, str]:
    kind, _, rest = node.partition(":")
    found = known.name(node)
    if found is not None:
        return {"label": _clean(found.name), "kind": found.kind, "iso3": found.iso3 or ""}
    country = kind == "country"
    return {"label": name_of(rest) if country else _clean(node), "kind": kind, "iso3": rest if country else ""}


def _edge(key: _Key, found: _Found) -> dict[str, Any]:
    ordered = sorted(found.entries)
    values = {
        "label": key.label, "what": key.what, "quad": key.quad, "series": key.series, "status": key.status,
        "count": len(ordered), "weight": len(ordered),
        "intensity": round(sum(sorted(found.scores)) / len(found.scores), 2) if found.scores else 0.0,
        "first_day": next((day_ for day_, _ in ordered if day_), ""), "last_day": max(found.until),
        "entries": listed(id_ for _, id_ in ordered),
    }  # fmt: skip
    return {name: values[name] for name in EDGES}


def _clean(text: str) -> str:
    """Without the control characters that XML has no place for."""
    return _NOT_XML.sub(" ", text)
