"""The examples of docs/api.md are answered as the page says; `...` stands for anything."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

PAGE = (Path(__file__).parent.parent.parent / "docs" / "api.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(
    r"^```sh\ncurl 'http://127\.0\.0\.1:8471(?P<path>[^']+)'(?: --json '(?P<body>[^\n]*)')?\n```\n\n"
    r"^```(?:json|text)\n(?P<answer>.*?)^```$",
    re.M | re.S,
)
EXAMPLES = list(EXAMPLE.finditer(PAGE))
WRITES = ("/api/v1/reports", "/api/v1/judgements")


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["path"])
def test_an_example(client: TestClient, example: re.Match[str]) -> None:
    path, body = example["path"], example["body"]
    if body is None:
        answer = client.get(path)
    else:
        answer = client.post(path, json=json.loads(body))
        if path in WRITES:  # this server only reads; what is kept has its own tests
            assert answer.status_code == 403
            return
    wanted = re.escape(bare(example["answer"])).replace(re.escape("..."), ".*?")
    assert re.fullmatch(wanted, bare(answer.text)), f"{path} answers\n{answer.text[:3000]}"


def test_there_are_examples_of_nearly_all_routes() -> None:
    assert len(EXAMPLES) >= PAGE.count("\n### `") - 1
