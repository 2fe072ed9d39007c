"""The manifest of a run: what is read, how, in which shards. It is written once; a resumed run must match it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from onrecord._version import __version__
from onrecord.bulk.inputs import Source
from onrecord.bulk.place import Place
from onrecord.errors import ConfigError, StoreError
from onrecord.intake.options import Options

SCHEMA = "onrecord.bulk/1"
SHARDS, MARKS = "shards", "done"
"""Folders of a run: of the rows of its shards, and of what is told of each."""
FILE = "manifest.json"
"""Where it lies in the place of its run."""


class Asked(msgspec.Struct, frozen=True):
    """What is asked of a run, beside its input: all that the rows depend on.

    Attributes:
        options: how the inputs are read.
        entities, codebook: files of the user's own, as their paths.
        digests: of these files' bytes.
    """

    options: Options
    entities: str | None = None
    codebook: str | None = None
    digests: tuple[str, ...] = ()


class Shard(msgspec.Struct, frozen=True):
    """A part of the input that is read by one worker at a time.

    Attributes:
        units: how many.
        size: their bytes.
    """

    units: int
    size: int


class Manifest(msgspec.Struct, frozen=True):
    """What a run is.

    Attributes:
        schema: of this file.
        version: of OnRecord.
        asked: what is asked of it.
        sources: the files of the input.
        shards: the parts that it is cut into, in order.
    """

    schema: str
    version: str
    asked: Asked
    sources: tuple[Source, ...]
    shards: tuple[Shard, ...]

    @property
    def units(self) -> int:
        """Units of the whole input."""
        return sum(shard.units for shard in self.shards)

    def shares(self) -> list[float]:
        """What each shard is of the whole, by its bytes."""
        weights = [shard.size + shard.units for shard in self.shards]
        return [weight / sum(weights) for weight in weights]


def made(asked: Asked, sources: Sequence[Source], shards: Sequence[Shard]) -> Manifest:
    """The manifest of a new run."""
    return Manifest(SCHEMA, __version__, asked, tuple(sources), tuple(shards))


def read(place: Place) -> Manifest | None:
    """The manifest of a run; None where there is none.

    Raises:
        StoreError: it is damaged, or of another make.
    """
    data = place.read(FILE)
    if data is None:
        return None
    try:
        found = msgspec.json.decode(data, type=Manifest)
    except (msgspec.MsgspecError, ConfigError) as error:
        raise StoreError(f"{place.name}/{FILE}: damaged: {error} (begin anew, in another folder)") from error
    if found.schema != SCHEMA:
        raise StoreError(f"{place.name}/{FILE}: of another make ({found.schema}; this version knows {SCHEMA})")
    return found


def write(place: Place, manifest: Manifest) -> None:
    """Put the manifest in its place."""
    place.write(FILE, msgspec.json.format(msgspec.json.encode(manifest), indent=1))


def must_match(place: Place, held: Manifest, asked: Asked, sources: Sequence[Source], shards: int | None) -> None:
    """Refuse to go on where this is not the run that was begun.

    Raises:
        ConfigError: naming all that differs.
    """
    differ = []
    if held.version != __version__:
        differ.append(f"it was begun by OnRecord {held.version}, and this is {__version__}")
    if held.sources != tuple(sources):
        differ.append(f"the input is another one ({_difference(held.sources, sources)})")
    if held.asked != asked:
        differ.append(f"it was begun with other options ({_options(held.asked, asked)})")
    if shards is not None and shards != len(held.shards):
        differ.append(f"it has {len(held.shards)} shards, and {shards} are asked for")
    if differ:
        raise ConfigError(f"{place.name}: cannot go on: {'; '.join(differ)} (another folder begins anew)")


def _difference(held: Sequence[Source], given: Sequence[Source]) -> str:
    before, now = {one.name: one for one in held}, {one.name: one for one in given}
    for told, names in (("not there any more", before.keys() - now.keys()), ("new", now.keys() - before.keys())):
        if names:
            return f"{told}: {min(names)}" + (f" and {len(names) - 1} more" if len(names) > 1 else "")
    changed = [name for name in before if before[name] != now[name]]
    return f"changed: {changed[0]}" if changed else "in another order"


def _options(held: Asked, asked: Asked) -> str:
    before, now = msgspec.to_builtins(held), msgspec.to_builtins(asked)
    flat = [{**one.pop("options"), **one} for one in (before, now)]
    return ", ".join(f"{name} was {flat[0][name]}" for name in flat[0] if flat[0][name] != flat[1][name])
