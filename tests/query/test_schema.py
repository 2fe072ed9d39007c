from __future__ import annotations

import json
from copy import deepcopy
from importlib.resources import as_file, files
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import onrecord
from onrecord.query.schema import schema
from tests.cli.command import REPORT


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    made = schema()
    Draft202012Validator.check_schema(made)
    return Draft202012Validator(made)


def test_bundled_readings_are_of_the_schema(validator: Draft202012Validator) -> None:
    with as_file(files("onrecord.data") / "reports") as folder:
        readings = list(onrecord.Reader().read_files(folder))
    assert len(readings) == 8
    for reading in readings:
        assert isinstance(reading, onrecord.Reading)
        validator.validate(json.loads(reading.to_json()))


@pytest.mark.parametrize(
    "change",
    [
        lambda plain: plain.pop("claims"),
        lambda plain: plain.update(schema="onrecord.reading/2"),
        lambda plain: plain["report"].update(text=None),
        lambda plain: plain["statements"][0].update(form="sung"),
        lambda plain: plain["statements"][0]["cue"].update(act="mumble"),
        lambda plain: plain["events"][0].update(type="DANCE"),
        lambda plain: plain["claims"][0].update(standing="true"),
        lambda plain: plain["claims"][0]["stances"][0].update(stance="sings"),
        lambda plain: plain["entities"][0]["mentions"][0].update(span=["a", "b"]),
    ],
)
def test_what_breaks_the_contract_is_refused(validator: Draft202012Validator, change: Any) -> None:
    plain = json.loads(onrecord.read(REPORT).to_json())
    assert validator.is_valid(plain)
    broken = deepcopy(plain)
    change(broken)
    assert not validator.is_valid(broken)


def test_every_field_is_described_where_its_docstring_does() -> None:
    definitions = schema()["$defs"]
    told = definitions["Event"]["properties"]
    assert told["realis"]["description"].startswith("actual outside a statement")
    assert definitions["Quantity"]["properties"]["exclusive_max"]["description"].startswith("the bound itself")
    assert "Attributes:" not in json.dumps(definitions)
