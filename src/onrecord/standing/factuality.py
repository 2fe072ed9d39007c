"""How certain a report has it that what a word tells happened: a number from -3 to 3, on request.

A sum of weights: each factor is something that stands in the parse over or beside the word, or that the readers of
events and of statements have found. The weights stand in `data/factuality.tsv`, fitted on sentences that people judged
(`onrecord.train.factuality`). No standing and no series is derived from the number.

Source of the scale: Saurí and Pustejovsky (2009), FactBank; Lee et al. (2015), Event Detection and Factuality.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Protocol

from onrecord.codebook.tables import table
from onrecord.language import Parsed, Token
from onrecord.model import Event, Factuality, Statement

MOST = 3.0
"""The end of the scale on either side."""
_TOLD = 3
"""Factors that are told of each number."""
_UP = 5
"""Words over a word that are looked at."""
_MODALS = {
    **dict.fromkeys(("will", "'ll", "’ll", "wo", "shall"), "will"),
    **dict.fromkeys(("would", "'d", "’d"), "would"),
    **dict.fromkeys(("could",), "could"),
    **dict.fromkeys(("might", "may"), "might"),
    **dict.fromkeys(("can", "ca"), "can"),
    **dict.fromkeys(("should", "ought"), "should"),
    **dict.fromkeys(("must",), "must"),
    **dict.fromkeys(("to",), "to"),
}  # fmt: skip
_NEVER = frozenset(("never", "neither", "nor", "no"))
_NOBODY = frozenset(("no", "nobody", "none", "nothing", "neither", "few", "little"))
_HEADS = frozenset(("VERB", "AUX", "NOUN", "ADJ"))


class Modality(Protocol):
    """What a clause is told as, in the words of the reader of events."""

    @property
    def realis(self) -> str:
        """`actual`, `negated`, `future` and so on."""

    @property
    def kind(self) -> str | None:
        """The kind of the word that takes the clause as its complement."""

    @property
    def negated(self) -> bool:
        """Whether a negation reaches it."""


class Modalities(Protocol):
    """The reader of events' view of a report's clauses."""

    def of(self, anchor: int, noun: int | None, type_: str) -> Modality:
        """The modality of the clause of `anchor`, or of the noun alone where both are one."""


class Factors:
    """What stands over and beside each word of a report, as far as it bears on whether it happened."""

    def __init__(self, parsed: Parsed, statements: Sequence[Statement], modalities: Modalities) -> None:
        self.parsed = parsed
        self._modalities = modalities
        self._said: dict[int, tuple[int, Statement]] = {}
        for one in statements:
            for piece in one.content:
                lo, hi = parsed.range_of(piece)
                for i in range(lo, hi):
                    if i not in self._said or hi - lo < self._said[i][0]:
                        self._said[i] = (hi - lo, one)

    def statement(self, token: Token) -> Statement | None:
        """The narrowest statement whose content holds a word."""
        found = self._said.get(token.i)
        return found[1] if found is not None else None

    def modality(self, token: Token) -> Modality | None:
        """The modality of the clause that a word stands in; None where it stands in none."""
        clause, _ = self._clause(token)
        return self._modalities.of(clause.i, None, "") if clause.pos in ("VERB", "AUX") else None

    def of(self, token: Token) -> tuple[str, ...]:
        """The factors of a word, each once."""
        told = self.statement(token)
        said = told.cue.act if told is not None and told.cue is not None else "none" if told is not None else "outlet"
        own = self._of_verb(token) if token.pos in ("VERB", "AUX") else self._of_noun(token)
        sentence = self.parsed.sentences[token.sentence]
        rest = [f"said={said}", f"pos={token.pos}"]
        if self.parsed.tokens[sentence.hi - 1].text == "?":
            rest.append("question")
        return tuple(dict.fromkeys([*own, *self._beside(token), *self._over(token), *rest]))

    def _of_verb(self, token: Token) -> Iterator[str]:
        found = self._modalities.of(token.i, None, "")
        yield from self._modal("v", found)
        negated, modal, perfect = self._own(token)
        yield f"v.dep={token.dep}"
        yield f"v.tag={token.tag}"
        yield f"v.modal={modal}"
        yield f"v.form={token.dep}|{token.tag}|{modal}{'|neg' if negated else ''}"
        if perfect:
            yield "v.perfect"
        if negated:
            yield "v.negated-itself"

    def _of_noun(self, token: Token) -> Iterator[str]:
        clause, path = self._clause(token)
        if clause.pos in ("VERB", "AUX"):
            found = self._modalities.of(clause.i, None, "")
            yield from self._modal("n", found)
            yield f"n.path={'/'.join(path[:3])}"
            yield f"n.path|realis={path[0]}|{found.realis}{'|neg' if found.negated else ''}"
            yield f"n.verb={clause.lemma}|{path[0]}"
        determiner = self._determiner(token)
        yield f"n.det={determiner}"
        yield f"n.tag={token.tag}"
        yield f"n.det|dep={determiner}|{token.dep}"
        if token.pos in ("NOUN", "PROPN"):
            yield f"n.itself={self._modalities.of(token.i, token.i, '').realis}"
        for child in self.parsed.children(token.i, "amod", "compound"):
            yield f"n.mod={child.lemma}"
        head = self.parsed.tokens[token.head]
        if head.pos == "ADP":
            yield f"n.prep={head.lower}"
            yield f"n.of={self.parsed.tokens[head.head].lemma}|{head.lower}"

    def _modal(self, what: str, found: Modality) -> Iterator[str]:
        yield f"{what}.realis={found.realis}{'|neg' if found.negated else ''}"
        yield f"{what}.kind={found.kind}"

    def _beside(self, token: Token) -> Iterator[str]:
        for child in self.parsed.children(token.i, "advmod", "mark"):
            yield f"{child.dep}={child.lower}"

    def _over(self, token: Token) -> Iterator[str]:
        """The words over a word, the nearest apart from the rest, with what negates or tempers them."""
        at = token
        for step in range(_UP):
            if at.head == at.i:
                return
            above = self.parsed.tokens[at.head]
            if above.pos in _HEADS:
                negated, modal, _ = self._own(above)
                place = "up" if step == 0 else "far"
                yield f"{place}={above.lemma}|{at.dep}"
                if negated or modal:
                    yield f"{place}={above.lemma}|{at.dep}{'|neg' if negated else ''}{f'|{modal}' if modal else ''}"
                if negated:
                    yield f"over.neg|{at.dep}"
                if modal:
                    yield f"over.modal={modal}|{at.dep}"
            at = above

    def _own(self, token: Token) -> tuple[bool, str, bool]:
        """Whether a word is negated, its modal verb, whether it has a perfect."""
        negated, modal, perfect = False, "", False
        for child in self.parsed.children(token.i):
            if child.dep == "neg" or (child.lower in _NEVER and child.dep in ("advmod", "cc", "det", "preconj")):
                negated = True
            elif child.dep == "aux":
                modal = modal or _MODALS.get(child.lower, "")
                perfect = perfect or child.lemma == "have"
            elif child.dep in ("nsubj", "nsubjpass", "dobj"):
                negated = negated or self.parsed.tokens[child.lo].lower in _NOBODY
        return negated, modal, perfect

    def _clause(self, token: Token) -> tuple[Token, list[str]]:
        """The verb whose clause a word stands in, and the links up to it."""
        path: list[str] = []
        while token.pos not in ("VERB", "AUX") and token.head != token.i:
            path.append(token.dep)
            token = self.parsed.tokens[token.head]
        return token, path

    def _determiner(self, token: Token) -> str:
        if any(child.dep == "poss" for child in self.parsed.children(token.i)):
            return "poss"
        return next((child.lower for child in self.parsed.children(token.i, "det")), "none")


@cache
def weights() -> dict[str, float]:
    """The weight of each factor; `bias` is what every number begins from."""
    return {row["factor"]: float(row["weight"]) for row in table("factuality.tsv")}


def value(factors: Sequence[str]) -> float:
    """The number that these factors give, within the scale, to a tenth."""
    known = weights()
    total = known["bias"] + sum(known.get(factor, 0.0) for factor in factors)
    return round(max(-MOST, min(MOST, total)), 1)


def weigh(
    parsed: Parsed, statements: Sequence[Statement], events: Sequence[Event], modalities: Modalities
) -> tuple[Factuality, ...]:
    """The factuality of every verb that heads a clause, and of every event's word, in order of place."""
    triggers: dict[int, str] = {}
    for event in events:
        lo, hi = parsed.range_of(event.trigger)
        if hi > lo:
            triggers.setdefault(parsed.head_of(lo, hi), event.id)
    factors = Factors(parsed, statements, modalities)
    return tuple(_weighed(factors, token, triggers) for token in parsed.tokens if _told(token) or token.i in triggers)


def _told(token: Token) -> bool:
    """Whether a word is the verb of a clause."""
    if token.pos == "VERB":
        return token.dep not in ("aux", "auxpass", "amod", "compound", "prep")
    return token.pos == "AUX" and token.lemma == "be" and token.dep not in ("aux", "auxpass")


def _weighed(factors: Factors, token: Token, triggers: dict[int, str]) -> Factuality:
    found = factors.of(token)
    known = weights()
    heaviest = sorted((one for one in found if one in known), key=lambda one: (-abs(known[one]), one))[:_TOLD]
    told = factors.statement(token)
    modality = factors.modality(token)
    return Factuality(
        *factors.parsed.locate(token.start, token.end),
        value=value(found),
        realis=modality.realis if modality is not None else "actual",
        event=triggers.get(token.i),
        statement=told.id if told is not None else None,
        because=tuple(f"{one} {known[one]:+.2f}" for one in heaviest),
    )
