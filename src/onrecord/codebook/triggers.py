"""The trigger lexicon: words that may tell an event, and what must stand around them.

A row never decides alone: its `needs` ask for arguments of the right kind, its `frame` says which argument is the
actor and which the recipient. docs/codebook/happened.md explains the columns and the small language of both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from onrecord.codebook.own import NONE, OwnCodebook, OwnTrigger, OwnType, in_force
from onrecord.codebook.tables import table


@dataclass(frozen=True, slots=True)
class Need:
    """One condition of a row: a slot and what may fill it.

    Attributes:
        slot: `obj`, `subj`, `oprd`, `of`, a preposition, or for nouns also `actor`.
        classes, words: noun classes and lemmas, any of which will do; `barred` the classes that will not.
    """

    slot: str
    classes: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    barred: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Trigger:
    """One row for one of its terms.

    Attributes:
        term: the lemmas, in order ("carry", "out").
        actor, recipient: slots to look in, the first that holds a party wins.
        mutual: both sides do it to each other (a meeting, a deal).
        speech: doing it is saying it.
        own: the type of the user's own codebook that the row tells.
    """

    term: tuple[str, ...]
    pos: str
    type: str
    mode: str | None
    cameo: str
    contexts: tuple[str, ...]
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    mutual: bool
    needs: tuple[Need, ...]
    flags: frozenset[str]
    own: str | None = None

    @property
    def name(self) -> str:
        """How notes name the row: `triggers.tsv:carry out/ASSAULT`."""
        return f"{'own codebook' if self.own else 'triggers.tsv'}:{' '.join(self.term)}/{self.own or self.type}"

    @property
    def speech(self) -> bool:
        """Whether saying it is doing it."""
        return "speech" in self.flags


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The rows by the last word of a noun term and the first word of a verb term, in the table's order."""

    verbs: Mapping[str, tuple[Trigger, ...]]
    adjectives: Mapping[str, tuple[Trigger, ...]]
    nouns: Mapping[str, tuple[Trigger, ...]]


def lexicon() -> Lexicon:
    """The trigger lexicon: `data/triggers.tsv`, and before its rows of the same word those of the user's codebook."""
    return _lexicon(in_force())


@lru_cache(maxsize=4)
def _lexicon(codebook: OwnCodebook) -> Lexicon:
    if codebook is not NONE:
        own = _by_word([own_row(type_, row) for type_ in codebook.types.values() for row in type_.rows()])
        ours = _lexicon(NONE)
        return Lexicon(
            _before(own.verbs, ours.verbs), _before(own.adjectives, ours.adjectives), _before(own.nouns, ours.nouns)
        )
    return _by_word(rows())


def _before(
    first: Mapping[str, tuple[Trigger, ...]], then: Mapping[str, tuple[Trigger, ...]]
) -> Mapping[str, tuple[Trigger, ...]]:
    return {**then, **{word: (*rows, *then.get(word, ())) for word, rows in first.items()}}


def _by_word(triggers: Iterable[Trigger]) -> Lexicon:
    verbs: dict[str, list[Trigger]] = {}
    adjectives: dict[str, list[Trigger]] = {}
    nouns: dict[str, list[Trigger]] = {}
    for trigger in triggers:
        if trigger.pos == "n":
            nouns.setdefault(trigger.term[-1], []).append(trigger)
        else:
            (verbs if trigger.pos == "v" else adjectives).setdefault(trigger.term[0], []).append(trigger)
    return Lexicon(_longest_first(verbs), _longest_first(adjectives), _longest_first(nouns))


def rows() -> Iterator[Trigger]:
    """The rows of `data/triggers.tsv` in its order, one for each of their terms."""
    for row in table("triggers.tsv"):
        needs, flags = _needs(row["needs"])
        actor, recipient, mutual = _frame(row["frame"], row["pos"])
        for term in row["term"].split(","):
            yield Trigger(
                term=tuple(term.split()),
                pos=row["pos"],
                type=row["type"],
                mode=row["mode"] or None,
                cameo=row["cameo"],
                contexts=tuple(filter(None, row["contexts"].split(","))),
                actor=actor,
                recipient=recipient,
                mutual=mutual,
                needs=needs,
                flags=flags,
            )


def own_row(type_: OwnType, row: OwnTrigger) -> Trigger:
    """A trigger of the user's codebook as a row; what it leaves out is that of the PLOVER type's default frame."""
    default = default_frames()[type_.plover, "n" if row.pos == "n" else "v"]
    frame = (default.actor, default.recipient, default.mutual) if row.frame is None else _frame(row.frame, row.pos)
    needs, flags = (default.needs, default.flags) if row.needs is None else _needs(row.needs)
    return Trigger(
        term=tuple(row.term.split()),
        pos=row.pos,
        type=type_.plover,
        mode=type_.mode,
        cameo=type_.cameo or default.cameo,
        contexts=type_.contexts,
        actor=frame[0],
        recipient=frame[1],
        mutual=frame[2],
        needs=needs,
        flags=flags,
        own=type_.name,
    )


@cache
def default_frames() -> Mapping[tuple[str, str], Trigger]:
    """A row for each type and part of speech ("v", "n"): what a user's trigger has where its file says nothing."""
    found: dict[tuple[str, str], Trigger] = {}
    for row in table("default_frames.tsv"):
        needs, flags = _needs(row["needs"])
        actor, recipient, mutual = _frame(row["frame"], row["pos"])
        found[row["type"], row["pos"]] = Trigger(
            ("",), row["pos"], row["type"], None, row["cameo"], (), actor, recipient, mutual, needs, flags
        )
    return found


def _longest_first(rows: dict[str, list[Trigger]]) -> Mapping[str, tuple[Trigger, ...]]:
    """ "shoot down" before "shoot"; the table's order among equals."""
    return {word: tuple(sorted(found, key=lambda t: -len(t.term))) for word, found in rows.items()}


def _needs(cell: str) -> tuple[tuple[Need, ...], frozenset[str]]:
    needs, flags = [], set()
    for item in filter(None, (piece.strip() for piece in cell.split(";"))):
        slot, colon, filler = item.partition(":")
        if not colon:
            flags.add(slot)
            continue
        fillers = filler.split(",")
        needs.append(
            Need(
                slot,
                frozenset(f for f in fillers if f[0] not in "=!"),
                frozenset(f[1:] for f in fillers if f[0] == "="),
                frozenset(f[1:] for f in fillers if f[0] == "!"),
            )
        )
    return tuple(needs), frozenset(flags)


def _frame(cell: str, pos: str) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    mutual = "=" in cell
    left, _, right = cell.partition("=" if mutual else ">")
    actor = tuple(filter(None, left.split(","))) or (("subj",) if pos == "v" else ())
    return actor, tuple(filter(None, right.split(","))), mutual


@cache
def noun_classes() -> Mapping[str, frozenset[str]]:
    """Each lemma's classes, from `data/noun_classes.tsv`."""
    found: dict[str, set[str]] = {}
    for row in table("noun_classes.tsv"):
        for word in row["words"].split(","):
            found.setdefault(word.strip(), set()).add(row["name"])
    return {word: frozenset(names) for word, names in found.items()}


@cache
def light_verbs() -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """First lemma to (whole term, effect): `do`, `undergo`, `occur`, `strike`; longer terms first."""
    return _by_first("light_verbs.tsv", "effect")


@cache
def operators() -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """First lemma to (whole term, kind), longer terms first; nouns that take an infinitive have kind `plan_noun`."""
    return _by_first("operators.tsv", "kind")


def _by_first(name: str, column: str) -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in table(name):
        words = tuple(row["term"].split())
        found.setdefault(words[0], []).append((words, row[column]))
    return {first: tuple(sorted(rows, key=lambda r: -len(r[0]))) for first, rows in found.items()}


@dataclass(frozen=True, slots=True)
class Embedding:
    """What an embedded event becomes; `type` is None where it stays what it is."""

    type: str | None
    mode: str | None
    cameo: str | None


@cache
def embeddings() -> Mapping[str, tuple[tuple[str, str, str, Embedding], ...]]:
    """Operator kind to rows (inner type, mode, context, what it becomes); empty cells fit everything."""
    found: dict[str, list[tuple[str, str, str, Embedding]]] = {}
    for row in table("embedding.tsv"):
        made = Embedding(None if row["type"] == "=" else row["type"], row["mode"] or None, row["cameo"] or None)
        found.setdefault(row["outer"], []).append((row["inner"], row["inner_mode"], row["inner_context"], made))
    return {outer: tuple(rows) for outer, rows in found.items()}


def embedded(kind: str, inner: Trigger | None) -> Embedding | None:
    """What `inner` becomes under an operator of this kind; None where the codebook has no row."""
    for type_, mode, context, made in embeddings().get(kind, ()):
        if inner is None:
            if not type_:
                return made
        elif type_ in ("", inner.type) and mode in ("", inner.mode) and (not context or context in inner.contexts):
            return made
    return None


@cache
def words(name: str) -> frozenset[str]:
    """A closed set of `data/event_words.tsv`."""
    return _word_sets()[name]


@cache
def _forms() -> Mapping[str, str]:
    pairs = (pair.partition("=") for pair in sorted(words("forms")))
    return {form: lemma for form, _, lemma in pairs}


def lemma(lower: str, parsed: str) -> str:
    """A word's lemma: the parser's, but for the forms it is known to get wrong."""
    return _forms().get(lower, parsed)


@cache
def _word_sets() -> Mapping[str, frozenset[str]]:
    return {row["name"]: frozenset(row["words"].split()) for row in table("event_words.tsv")}


@cache
def instruments() -> Mapping[str, tuple[str, str]]:
    """The ASSAULT mode and the CAMEO code that a means tells."""
    return {word: (row["mode"], row["cameo"]) for row in table("instruments.tsv") for word in row["words"].split()}


@cache
def context_words() -> Mapping[str, tuple[str, ...]]:
    """The contexts that a word near a trigger tells."""
    found: dict[str, list[str]] = {}
    for row in table("context_words.tsv"):
        for word in row["words"].split():
            found.setdefault(word, []).append(row["context"])
    return {word: tuple(names) for word, names in found.items()}
