"""The examples of a user's own codebook, read: which of them are not coded as they must be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

import msgspec

from onrecord.codebook.own import OwnCodebook
from onrecord.model import Report
from onrecord.pipeline import Pipeline


class Coding(msgspec.Struct, frozen=True):
    """An event that a sentence was read as."""

    own: str | None
    type: str
    mode: str | None
    trigger: str


class Checked(msgspec.Struct, frozen=True):
    """A sentence of the file and how it was read; `ok` where an example has the type, or a counterexample has it not.

    Attributes:
        events: every event of the sentence, also those that a codebook which replaces ours would leave out.
    """

    type: str
    kind: Literal["example", "counterexample"]
    text: str
    ok: bool
    events: tuple[Coding, ...]


def check(codebook: OwnCodebook) -> Iterator[Checked]:
    """Every example and counterexample, each read as a report of its own."""
    pipeline = Pipeline(codebook=replace(codebook, replaces=False))
    for type_ in codebook.types.values():
        for text in type_.examples:
            events = _read(pipeline, text)
            yield Checked(type_.name, "example", text, any(event.own == type_.name for event in events), events)
        for text in type_.counterexamples:
            events = _read(pipeline, text)
            yield Checked(type_.name, "counterexample", text, all(e.own != type_.name for e in events), events)


def _read(pipeline: Pipeline, text: str) -> tuple[Coding, ...]:
    events = pipeline.read(Report(id="example", text=text)).events
    return tuple(Coding(event.own, event.type, event.mode, event.trigger.text) for event in events)
