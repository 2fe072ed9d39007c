"""The description of the API is valid, complete, and held to by everything that a fuzzer sends."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from onrecord import Reading
from onrecord.errors import DataError
from onrecord.query.verify import verify
from onrecord.server.app import make
from onrecord.web.problems import _TABLE
from onrecord.web.settings import Settings
from tests.api.asking import API, described

DOCS = (Path(__file__).parent.parent.parent / "docs" / "api.md").read_text(encoding="utf-8")
TOKEN = "a-token-of-this-test"
KNOWN = {"authorization": f"Bearer {TOKEN}"}


def test_it_is_valid(client: TestClient) -> None:
    document = described(client)
    assert document["openapi"].startswith("3.1")
    schemathesis.openapi.from_dict(document).validate()
    for name, schema in document["components"]["schemas"].items():
        Draft202012Validator.check_schema(schema)
        for target in references(schema):
            assert target in document["components"]["schemas"], name
    for target in references(document["paths"]):
        assert target in document["components"]["schemas"]


def references(part: Any) -> list[str]:
    """The names of all schemas that are referred to."""
    if isinstance(part, list):
        return [name for one in part for name in references(one)]
    if not isinstance(part, dict):
        return []
    here = [part["$ref"].removeprefix("#/components/schemas/")] if isinstance(part.get("$ref"), str) else []
    return here + [name for one in part.values() for name in references(one)]


def operations(client: TestClient) -> list[tuple[str, str, dict[str, Any]]]:
    paths = described(client)["paths"]
    return [(path, method, operation) for path, item in paths.items() for method, operation in item.items()]


def test_every_operation_says_what_it_is_and_how_it_fails(client: TestClient) -> None:
    for path, method, operation in operations(client):
        assert operation["description"].endswith((".", "`.")), path
        assert operation["tags"], path
        assert {"400", "401", "421", "422", "429", "503"} <= set(operation["responses"]), path
        if method == "post":
            assert {"403", "408", "413"} <= set(operation["responses"]), path


def test_the_page_names_every_route_parameter_and_status(client: TestClient) -> None:
    statuses = set()
    for path, method, operation in operations(client):
        assert f"`{method.upper()} {path.removeprefix(API)}`" in DOCS, f"docs/api.md has no {method} {path}"
        for parameter in operation.get("parameters", ()):
            assert f"`{parameter['name']}`" in DOCS, f"docs/api.md has no {parameter['name']} ({path})"
        statuses |= set(operation["responses"])
    for status in statuses:
        assert f"| {status} |" in DOCS, status
    for error, kind, status in _TABLE:
        assert any(error.__name__ in line and f"`{kind}`" in line and str(status) in line for line in DOCS.splitlines())
    named = {line.split("`")[1] for line in DOCS.splitlines() if line.startswith(("### `GET", "### `POST"))}
    assert named == {f"{method.upper()} {path.removeprefix(API)}" for path, method, _ in operations(client)}


CHECKS = [status_code_conformance, content_type_conformance, response_schema_conformance]


def test_nothing_that_is_sent_breaks_it(affair: Path) -> None:
    """A reading to be checked has a test of its own: its schema is too large to be drawn from."""
    app = make(Settings(str(affair), host="testserver", token=TOKEN, rate=0))
    found = schemathesis.openapi.from_asgi(f"{API}/openapi.json", app, headers=KNOWN)
    fuzzed = 0
    for result in found.exclude(path=f"{API}/verify", method="POST").get_all_operations():
        fuzz(result.ok())
        fuzzed += 1
    assert fuzzed > 30


def fuzz(operation: Any) -> None:
    """Send what the description allows, and what it does not."""

    @settings(
        max_examples=12, deadline=None, derandomize=True, database=None, print_blob=False,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(st.one_of(operation.as_strategy(generation_mode=mode) for mode in GenerationMode))
    def sent(case: schemathesis.Case) -> None:
        answer = case.call(headers=KNOWN)
        missing = answer.status_code == 501  # an export whose extra is not installed
        case.validate_response(answer, checks=CHECKS if missing else [*CHECKS, not_a_server_error])

    sent()


ODD: list[Any] = [
    None, True, 0, -1, 1 << 70, 1.5, "", "x", "\ud800", "\0", [], [1], [[]], {}, {"a": 1}, [None, None], [3, 1],
    [0, 1e9], "e000000000000", float("nan"),
]  # fmt: skip


def places(part: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    return [path] * bool(path) + [place for key, one in inner for place in places(one, (*path, key))]


def test_any_reading_can_be_checked_however_it_is_damaged(bundled: tuple[Reading, ...]) -> None:
    chance = random.Random(8)
    plain = [json.loads(one.to_json()) for one in bundled]
    known = [places(one) for one in plain]
    for _ in range(300):
        number = chance.randrange(len(plain))
        damaged = json.loads(bundled[number].to_json())
        for path in chance.choices(known[number], k=chance.choice((1, 1, 3))):
            damage(damaged, path, chance)
        try:
            proof = verify(json.dumps(damaged))
        except DataError:
            continue
        assert proof.spans >= 0


def damage(part: Any, path: tuple[Any, ...], chance: random.Random) -> None:
    """Put something else in the place of a field, or take it away, if it is still there."""
    try:
        for key in path[:-1]:
            part = part[key]
        if chance.random() < 0.3:
            del part[path[-1]]
        else:
            part[path[-1]] = chance.choice(ODD)
    except (KeyError, IndexError, TypeError):
        return
