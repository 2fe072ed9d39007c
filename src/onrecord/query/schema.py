"""The JSON Schema of a reading, with what the docstrings say of every field."""

from __future__ import annotations

import re
from inspect import cleandoc
from typing import Any

from onrecord.codebook.stances import StanceKind
from onrecord.codebook.standing import Standing
from onrecord.model import json_schema

_ENTRY = re.compile(r"^    ([a-z_0-9, ]+): (.*(?:\n     .*)*)", re.M)


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a reading; fields carry the words of the model's docstrings.

    Stances and standings are plain strings in the model, and closed lists of the codebook here.
    """
    made = json_schema()
    for noun, field, values in (("Claim", "standing", Standing), ("Stance", "stance", StanceKind)):
        made["$defs"][noun]["properties"][field]["enum"] = [value.value for value in values]
    for definition in made.get("$defs", {}).values():
        described = cleandoc(definition.get("description", ""))
        head, _, attributes = described.partition("\nAttributes:\n")
        told = _attributes(attributes.partition("\nRaises:\n")[0])
        if head:
            definition["description"] = head.partition("\nRaises:\n")[0].strip()
        for name, field in definition.get("properties", {}).items():
            words = told.get(_PYTHON_NAMES.get(name, name))
            if words and isinstance(field, dict):
                field["description"] = words
    return made


_PYTHON_NAMES = {"span": "offsets", "in": "part", "from": "since"}
"""JSON names whose attribute is called otherwise."""


def _in_json(words: str) -> str:
    """Python's names for nothing and for truth as JSON has them."""
    return re.sub(r"\bNone\b", "null", re.sub(r"\b(True|False)\b", lambda word: word[0].lower(), words))


def _attributes(block: str) -> dict[str, str]:
    """`name, name: words` entries of a Google docstring."""
    told = {}
    for names, words in _ENTRY.findall(block):
        for name in names.split(","):
            told[name.strip()] = _in_json(" ".join(words.replace("`", "").split()))
    return told
