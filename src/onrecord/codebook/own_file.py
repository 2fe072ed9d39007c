"""The file of a user's own codebook: read, and checked to the last slot. docs/own-codebook.md tells the format."""

from __future__ import annotations

import re
from collections.abc import Collection
from difflib import SequenceMatcher
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from onrecord.codebook import plover
from onrecord.codebook.own import OwnCodebook, OwnFile, OwnTrigger, OwnType, Recode
from onrecord.codebook.tables import table
from onrecord.codebook.triggers import noun_classes
from onrecord.codebook.user_file import read_toml
from onrecord.errors import ConfigError

_NAME = re.compile(r"[A-Z][A-Z0-9_]*")
_LEMMAS = re.compile(r"[^\W\d_][^\s,;]*( [^\s,;]+)*")
_POS = {"v": "verb", "n": "noun", "a": "adjective"}

SLOTS = frozenset(
    ("subj", "obj", "obj*", "iobj", "dobj", "oprd", "csubj", "means", "agent", "purpose", "poss", "mod", "clause",
     "none")
)  # fmt: skip
"""Slots that are no prepositions; a need of a noun has `actor` besides."""
PREPOSITIONS = frozenset(
    ("about", "above", "across", "after", "against", "along", "alongside", "amid", "among", "around", "as", "at",
     "before", "behind", "below", "beneath", "beside", "between", "beyond", "by", "concerning", "despite", "down",
     "during", "for", "from", "in", "inside", "into", "like", "near", "of", "off", "on", "onto", "out", "outside",
     "over", "past", "per", "regarding", "round", "since", "through", "throughout", "to", "toward", "towards", "under",
     "until", "up", "upon", "via", "with", "within", "without")
)  # fmt: skip
FILLERS = frozenset(
    ("party", "people", "place", "state", "agent", "armed", "police", "group", "official", "plural", "role", "court")
)
"""What may fill a need beside the classes of `data/noun_classes.tsv`: decided by who the noun names."""
VERB_FLAGS = frozenset(
    ("active", "aimed", "asprisoner", "asshield", "ccomp", "deed", "hit", "infinite", "must", "nocomp", "nodobj",
     "nohit", "noobj", "nooprd", "object", "officially", "pp", "protesting", "shared", "speech", "subjunctive",
     "target", "unfestive", "violent", "wordy", "xcomp")
)  # fmt: skip
NOUN_FLAGS = frozenset(("clause", "crowd", "joint", "light", "plur", "speech", "striker", "violentnoun"))


def load(path: str | Path) -> OwnCodebook:
    """The codebook of a TOML file.

    Raises:
        ConfigError: it cannot be read, or something in it cannot be used; the message names the place.
    """
    path = Path(path)
    whole = read_toml(path, "docs/own-codebook.md")
    given = whole.get("types", [])
    if not given or not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise ConfigError(f"{path}: holds no types: every one is a table [[types]] (docs/own-codebook.md)")
    types: dict[str, OwnType] = {}
    for number, one in enumerate(given, 1):
        where = f"{path}: types {number} ({one.get('name', 'no name')})"
        made = _convert(where, one, OwnType)
        _check(where, made)
        if made.name in types:
            raise ConfigError(f"{where}: the name stands there twice (give every type a name of its own)")
        types[made.name] = made
    file = _convert(str(path), whole, OwnFile)
    if not file.name.strip():
        raise ConfigError(f"{path}: name is empty (say what the codebook is called)")
    return OwnCodebook(types, file.name, file.use == "replace", sha256(msgspec.json.encode(file)).hexdigest())


def nearest(name: str, known: Collection[str]) -> str:
    """The known name that is written most like another."""
    return max(sorted(known), key=lambda one: SequenceMatcher(None, name.lower(), one.lower()).ratio())


def _convert(where: str, given: dict[str, Any], kind: type[Any]) -> Any:
    try:
        return msgspec.convert(given, kind)
    except msgspec.ValidationError as error:
        raise ConfigError(f"{where}: {error} (docs/own-codebook.md names the fields)") from error


def _check(where: str, type_: OwnType) -> None:
    """Raise ConfigError where anything in a type is unknown or empty."""
    if not _NAME.fullmatch(type_.name):
        raise ConfigError(f"{where}: name {type_.name!r} has more than upper-case letters, digits and _")
    if type_.name in plover.types():
        raise ConfigError(f"{where}: {type_.name} is a PLOVER type (give yours another name)")
    if not type_.triggers and not type_.recode:
        raise ConfigError(f"{where}: has neither triggers nor recode, so that no event can get it (give one of them)")
    _codes(where, type_, type_.plover, "plover")
    seen: set[OwnTrigger] = set()
    for number, row in enumerate(type_.rows(), 1):
        place = f"{where}: trigger {number} ({row.term!r})"
        _trigger(place, row)
        if row in seen:
            raise ConfigError(f"{place}: stands there twice (leave one out)")
        seen.add(row)
    for number, recode in enumerate(type_.recode, 1):
        place = f"{where}: recode {number}"
        _codes(place, recode, recode.type, "type")
        for word in recode.words:
            if " " in word or not _lemmas(word):
                raise ConfigError(f"{place}: word {word!r} is not one lemma in lower case, such as border")
    for text in (*type_.examples, *type_.counterexamples):
        if not text.strip():
            raise ConfigError(f"{where}: an empty example (write a sentence)")


def _codes(where: str, given: OwnType | Recode, type_: str, field: str) -> None:
    """The PLOVER type, mode, CAMEO code and contexts that a type or a recoding names."""
    if type_ not in plover.types():
        near = nearest(type_, plover.types())
        raise ConfigError(f"{where}: {field} {type_!r} is no PLOVER type: is it {near}? (onrecord codebook lists them)")
    modes = plover.types()[type_].modes
    if given.mode is not None and given.mode not in modes:
        there = f"there are {', '.join(modes)}" if modes else "it has none"
        raise ConfigError(f"{where}: mode {given.mode!r} is no mode of {type_}: {there}")
    known = _cameo()
    exact = isinstance(given, OwnType)
    if given.cameo and not any(code == given.cameo if exact else code.startswith(given.cameo) for code in known):
        raise ConfigError(f"{where}: cameo {given.cameo!r} is no CAMEO code of an event (onrecord codebook {type_})")
    for context in given.contexts:
        if context not in plover.contexts():
            near = nearest(context, plover.contexts())
            raise ConfigError(f"{where}: {context!r} is no context: is it {near}? (onrecord codebook {type_})")


def _lemmas(words: str) -> bool:
    return words == words.lower() and _LEMMAS.fullmatch(words) is not None


@cache
def _cameo() -> frozenset[str]:
    """The CAMEO codes of events: those that cross to PLOVER, and the few that only our triggers give."""
    return frozenset((*plover.cameo(), *(row["cameo"] for row in table("triggers.tsv"))))


def _trigger(where: str, row: OwnTrigger) -> None:
    if not _lemmas(row.term):
        raise ConfigError(f"{where}: a term is lemmas in lower case, one space between them, such as 'carry out'")
    if row.frame is not None:
        sides = re.split("[>=]", row.frame)
        if len(sides) != 2:
            raise ConfigError(f"{where}: frame {row.frame!r} is not ACTOR>RECIPIENT or SIDE=SIDE, such as subj>obj")
        for slot in filter(None, (slot for side in sides for slot in side.split(","))):
            _slot(f"{where}: frame {row.frame!r}", slot, SLOTS)
    if row.needs:
        for need in row.needs.split(";"):
            _need(f"{where}: needs {row.needs!r}", need.strip(), row.pos)


def _need(where: str, need: str, pos: str) -> None:
    slot, colon, filler = need.partition(":")
    if not colon:
        flags = NOUN_FLAGS if pos == "n" else VERB_FLAGS
        if slot not in flags:
            there = ", ".join(sorted(flags))
            raise ConfigError(f"{where}: no condition {slot!r} for a {_POS[pos]}: there are {there}; or SLOT:CLASS")
        return
    _slot(where, slot, SLOTS | {"actor"} if pos == "n" else SLOTS)
    for one in filler.split(","):
        name = one.removeprefix("!").removeprefix("=")
        if not name:
            raise ConfigError(f"{where}: {need!r} names nothing that may fill it (a class, =lemma or !class)")
        if not one.startswith("=") and name not in _classes():
            raise ConfigError(f"{where}: no class {name!r}: is it {nearest(name, _classes())}? (=WORD is a lemma)")


def _slot(where: str, slot: str, known: frozenset[str]) -> None:
    for number, part in enumerate(slot.split(".")):
        there = PREPOSITIONS | (known if number == 0 else {"poss", "mod"})
        if part not in there:
            raise ConfigError(f"{where}: no slot {slot!r}: is it {nearest(part, there)}? (docs/own-codebook.md)")


@cache
def _classes() -> frozenset[str]:
    return FILLERS.union(*noun_classes().values())
