"""What can be asked of the API: every operation with an address that has an answer, and the schema that it keeps to."""

from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient
from jsonschema import Draft202012Validator

API = "/api/v1"
REPORT = "eastport-20260512"
EVENT = "e86b7c92cfd12"
STEADY = {"limit": "200", "series": "all"}
"""So asked for, that all of it comes."""


def addresses(client: TestClient) -> dict[str, str]:
    """Every route that only reads, as OpenAPI names it, with an address that has an answer."""
    first = {
        noun: client.get(f"{API}/{noun}?series=all&limit=1").json()["items"][0]["id"]
        for noun in ("statements", "claims", "events", "ties")
    }
    known = {
        "/reports/{id}": f"/reports/{REPORT}",
        "/actors/{who}": "/actors/Iran", "/dyads/{one}/{other}": "/dyads/IRN/USA",
        "/brief/{one}/{other}": "/brief/IRN/USA", "/search": "/search?q=drones", "/cite/{id}": f"/cite/{EVENT}",
        "/export/{form}": "/export/csv", "/why/{one}": f"/why/{EVENT}",
    }  # fmt: skip
    known |= {f"/{noun}/{{id}}": f"/{noun}/{id_}" for noun, id_ in first.items()}
    known |= {
        f"/reports/{{id}}/{part}": f"/reports/{REPORT}/{part}" for part in ("text", "revisions", "family", "proof")
    }
    routes = [path.removeprefix(API) for path, item in described(client)["paths"].items() if "get" in item]
    return {route: API + known.get(route, route) for route in routes}


def described(client: TestClient) -> dict[str, Any]:
    """The OpenAPI document."""
    found: dict[str, Any] = client.get(f"{API}/openapi.json").json()
    return found


def faults(document: dict[str, Any], route: str, method: str, status: int, media: str, answer: Any) -> list[str]:
    """In what an answer differs from the schema that OpenAPI states for it."""
    content = document["paths"][API + route][method]["responses"][str(status)]["content"]
    schema = content[media]["schema"] | {"components": document["components"]}
    return [f"{fault.json_path}: {fault.message[:200]}" for fault in Draft202012Validator(schema).iter_errors(answer)]


def problem(answer: Any, status: int, kind: str) -> dict[str, Any]:
    """An answer as the problem that it must be."""
    assert answer.status_code == status, answer.text[:300]
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    told: dict[str, Any] = answer.json()
    assert list(told) == ["type", "title", "status", "detail"]
    assert told["type"] == f"urn:onrecord:error:{kind}"
    assert told["status"] == status
    assert told["detail"]
    return told
