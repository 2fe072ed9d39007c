"""The strong proof of a reading: its report is read again from its text, and the bytes are compared."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any

import msgspec

from onrecord._version import __version__
from onrecord.errors import DataError
from onrecord.model import Reading, Report
from onrecord.pipeline import Pipeline
from onrecord.query.verify import Fault, short


@cache
def _pipeline() -> Pipeline:
    return Pipeline()


def read_again(line: str | bytes, read: Callable[[Report], Reading] | None = None) -> Fault | None:
    """The first field in which a reading differs from the same report read again; None where no byte does.

    Args:
        line: its JSON. Parts that were left out with `--only` are left out of what is compared.
        read: reads a report; one pipeline, kept, where it is not given.

    Raises:
        DataError: another version or other models read it, so that reading again proves nothing.
    """
    plain = json.loads(line)
    try:
        report = msgspec.convert(plain["report"], Report)
    except msgspec.ValidationError as error:
        return Fault("report", str(error))
    made = (read or _pipeline().read)(report)
    wanted = made.to_dict()
    _same_reader(plain.get("reader"), wanted["reader"])
    kept = {name: value for name, value in wanted.items() if name in plain}
    difference = _difference(kept, plain, "")
    if difference is not None:
        return difference
    given = line.encode("utf-8", errors="surrogatepass") if isinstance(line, str) else line
    if msgspec.json.encode(kept) != given.strip():
        return Fault("reading", "the same values in other bytes: it was written anew by another program")
    return None


def _same_reader(given: Any, ours: Any) -> None:
    if given == ours:
        return
    raise DataError(
        f"read by {_named(given)}, and this is {_named(ours)}: only the same version and models can read it again"
        f" ({_advice(given, ours)}, or leave --again out)"
    )


def _advice(given: Any, ours: Any) -> str:
    """What would read it again: the user's own files, where only these differ, else that version."""
    models = given.get("models") if isinstance(given, dict) else None
    if isinstance(models, dict):
        own = [name for name in ("entities", "codebook") if models.get(name) != ours["models"].get(name)]
        if own and {**given, "models": {**models, **dict.fromkeys(own)}} == {
            **ours, "models": {**ours["models"], **dict.fromkeys(own)}
        }:  # fmt: skip
            named = " and ".join(f"--{name} FILE" if name in models else f"no --{name}" for name in own)
            return f"give {named}, as when it was read"
    return "install that version"


def _named(reader: Any) -> str:
    if not isinstance(reader, dict):
        return "nobody that it names"
    models = reader.get("models")
    told = ", ".join(f"{name} {version}" for name, version in models.items()) if isinstance(models, dict) else ""
    return f"OnRecord {reader.get('version', __version__)}" + (f" with {told}" if told else "")


def _difference(wanted: Any, found: Any, path: str) -> Fault | None:
    """The first place where two JSON values differ."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        for name in (*wanted, *(name for name in found if name not in wanted)):
            inner = f"{path}.{name}" if path else name
            if name not in found or name not in wanted:
                where = "is missing" if name not in found else "is no field of it"
                return Fault(inner, where)
            differs = _difference(wanted[name], found[name], inner)
            if differs is not None:
                return differs
        return None
    if isinstance(wanted, list) and isinstance(found, list):
        for number, (one, other) in enumerate(zip(wanted, found, strict=False)):
            differs = _difference(one, other, f"{path}[{number}]")
            if differs is not None:
                return differs
        if len(wanted) != len(found):
            return Fault(path, f"expected {len(wanted)} of them when read again, found {len(found)}")
        return None
    if type(wanted) is type(found) and wanted == found:
        return None
    return Fault(path, f"expected {short(wanted)} when read again, found {short(found)}")
