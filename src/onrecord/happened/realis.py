"""Realis: whether an event happened, from what stands over it in the parse."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from onrecord.codebook.triggers import lemma, operators, words
from onrecord.happened.told import cited_behind, listed_behind, told_of
from onrecord.happened.unreal import asked, cleft, condition, conditioned, imagined, marker, nor, untrue
from onrecord.language.parsed import Parsed, Token

_IRREALIS = {
    **dict.fromkeys(("will", "shall", "'ll", "’ll", "wo"), "future"),
    **dict.fromkeys(("would", "'d", "’d"), "would"),
    **dict.fromkeys(("could", "might", "may", "can", "ca"), "hypothetical"),
    **dict.fromkeys(("should", "must", "ought"), "must"),
}
_MOVES = frozenset(("MOBILIZE", "RETREAT"))
"""Of these an announcement is a plan; who announces sanctions or a truce has done it."""
_SHORT_OF = frozenset(("nearly", "almost"))
_NEGATIVE = frozenset(("not", "n't", "n’t", "never", "no", "neither", "nor", "nobody", "none", "without"))


class Modality(NamedTuple):
    """What stands over an event.

    Attributes:
        realis: `actual` where nothing says otherwise; `must` of a clause that tells somebody what to do.
        operator: the word of commitment, refusal, threat, request or stopping that takes the event as complement.
        kind: that operator's kind.
        says: the verb of saying whose clause the event stands in.
        alleged: inside an accusation or an admission.
        because: what in the text decided.
        withheld: in what somebody does not say, think or admit: hypothetical, unless a statement answers it.
    """

    realis: str = "actual"
    operator: int | None = None
    kind: str | None = None
    says: int | None = None
    alleged: bool = False
    because: str = ""
    negated: bool = False
    withheld: bool = False


def operator_of(parsed: Parsed, head: Token, preposition: str | None, noun: bool) -> str | None:
    """The kind of operator that `head` is for a complement joined by `preposition`."""
    found = None
    for term, kind in operators().get(lemma(head.lower, head.lemma), ()):
        if (kind == "plan_noun") != noun:
            continue
        rest = term[1:]
        if preposition is not None and rest:
            if rest[-1] != preposition:
                continue
            rest = rest[:-1]
        if rest and not all(any(c.lower == w for c in parsed.children(head.i)) for w in rest):
            continue
        if rest and head.lemma == "call" and parsed.child(head.i, "dobj") is not None:
            continue  # "called her counterpart on Monday" is no "call on"
        found = kind
        break
    return found


def _has_own_frame(parsed: Parsed, verb: Token) -> bool:
    """Whether a coordinated verb has a subject or an auxiliary of its own."""
    return any(c.dep in ("nsubj", "nsubjpass", "aux", "auxpass") for c in parsed.children(verb.i))


def realis(parsed: Parsed) -> Callable[[int], str]:
    """What the clause of any verb of a report is told as, by the verb's token: see `Modality.realis`."""
    reader = Realis(parsed)
    return lambda verb: reader.of(verb, None, "").realis


class Realis:
    """Reads the modality of one report's clauses."""

    def __init__(self, parsed: Parsed) -> None:
        self._parsed = parsed

    def of(self, anchor: int, noun: int | None, type_: str) -> Modality:
        """The modality of an event whose clause is that of `anchor`; `noun` is the event noun, if any."""
        if noun is not None:
            found = self._noun(noun)
            if found is not None:
                return found
            if noun == anchor:
                return Modality()
        found = self._climb(anchor, type_)
        if noun is not None and type_ in _MOVES and self._parsed.tokens[anchor].lemma == "announce":
            return found._replace(realis="future", because='"announced"') if found.realis == "actual" else found
        return found

    def _noun(self, noun: int) -> Modality | None:
        for child in self._parsed.children(noun):
            if child.dep in ("det", "neg") and child.lower in ("no", "neither"):
                return Modality("negated", because=f'"{child.text}"', negated=True)
            if child.dep == "amod" and child.lower in words("planned"):
                return Modality("future", because=f'"{child.text}"')
        token = self._parsed.tokens[noun]
        if conditioned(self._parsed, token):
            return Modality("conditional", because="in the event of it")
        if token.dep in ("nsubjpass", "nsubj"):  # "talks are expected on Monday"
            above = self._parsed.tokens[token.head]
            passive = self._parsed.child(above.i, "auxpass") is not None
            if passive and operator_of(self._parsed, above, None, False) == "future":
                return Modality("future", because=f'"{above.text}"')
        return None

    def _climb(self, anchor: int, type_: str) -> Modality:
        """Follows the complements upwards until a full clause of its own."""
        parsed, tokens = self._parsed, self._parsed.tokens
        at = tokens[anchor]
        realis, because, negated = self._own(at)
        refusing = at.pos == "ADJ" and at.dep == "acomp" and operator_of(parsed, at, None, False) == "refuse"
        if refusing and realis == "actual":  # "would be reluctant to"; but "would be ready to" is willing
            realis, because, negated = self._own(tokens[at.head])
        for _ in range(10):
            head = tokens[at.head]
            if head.i == at.i:
                break
            if cleft(parsed, at):
                return Modality("negated", because='"it was not"', negated=True)
            step = condition(self._parsed, at)
            if step is not None:
                return Modality(step, because="a condition" if step == "conditional" else '"whether"')
            if at.dep == "conj":
                told = listed_behind(parsed, at)
                if told is not None:
                    return self._listed(told, realis, negated)
                realis, because, negated = self._joined(at, head, (realis, because, negated))
                if parsed.child(at.i, "nsubj", "nsubjpass") is not None and head.dep not in ("ccomp", "advcl"):
                    break
                at = head
                continue
            if at.dep == "auxpass" or at.dep == "aux":
                at = head
                continue
            link = self._link(at, head)
            if link is None:
                break
            above, preposition, noun = link
            kind = operator_of(parsed, above, preposition, noun)
            finite = (
                at.tag in ("VBD", "VBZ")
                or (at.tag == "VBP" and at.lower != at.lemma)
                or any(
                    a.dep in ("aux", "auxpass") and a.tag in ("MD", "VBD", "VBZ", "VBP") for a in parsed.children(at.i)
                )
            )
            if preposition == "without":  # "without consulting its allies"
                negated, because = True, f'"{preposition}"'
            answer = self._apply(at, above, kind, realis, finite, type_)
            if isinstance(answer, Modality):
                return answer._replace(negated=negated, because=answer.because or because)
            if answer == "stop":
                break
            own, why, more = self._own(above)
            if realis == "actual":
                realis, because = own, why
            negated = negated or more
            if answer == "negate":
                realis, because = ("negated" if realis == "actual" else realis), f'"{above.text}"'
                negated = True
            at = above
        return self._settle(at, realis, because, negated)

    def _joined(self, at: Token, head: Token, own: tuple[str, str, bool]) -> tuple[str, str, bool]:
        """What a coordinated verb takes over from the one before it, added to what is its own."""
        realis, because, negated = own
        if nor(self._parsed, at) is not None:
            realis, because, negated = "negated" if realis == "actual" else realis, '"nor"', True
        if realis == "actual" and at.tag in ("VB", "VBG", "VBN") and not _has_own_frame(self._parsed, at):
            realis, because, more = self._own(head)
            negated = negated or more
        return realis, because, negated

    def _listed(self, told: Token, realis: str, negated: bool) -> Modality:
        """One of a list of clauses that is told under `told`."""
        if untrue(self._parsed, told):
            return Modality("negated", because=f'"{told.text}"', negated=True)
        return Modality(realis, alleged=True, because=f'"{told.text}"', negated=negated)

    def _settle(self, at: Token, realis: str, because: str, negated: bool) -> Modality:
        says = None
        head = self._parsed.tokens[at.head]
        if at.dep == "ccomp" and head.i != at.i and head.lemma in words("say"):
            says = head.i
        told = told_of(self._parsed, at) or cited_behind(self._parsed, at)
        if told is not None and untrue(self._parsed, told):
            return Modality("negated", because=f'"{told.text}"', negated=True)
        setting = imagined(self._parsed, at) if realis == "actual" else None
        if setting is not None:
            return Modality("hypothetical", because=f'in a "{setting.text}"')
        return self._settled(at, realis, because, negated, says)._replace(
            alleged=told is not None, withheld=told is not None and self._withheld(told)
        )

    def _withheld(self, above: Token) -> bool:
        """Whether who would say or think it does not: "nobody believes", "stopped short of admitting"."""
        if above.lemma in words("unlikely"):
            return True
        for _ in range(4):
            own = self._own(above)
            if own[2] or own[0] != "actual":
                return True
            head = self._parsed.tokens[above.head]
            link = self._link(above, head) if head.i != above.i else None
            if link is None:
                return False
            kind = operator_of(self._parsed, link[0], link[1], link[2])
            if kind is not None and kind not in ("transparent", "allege"):
                return True
            above = link[0]
        return False

    def _settled(self, at: Token, realis: str, because: str, negated: bool, says: int | None) -> Modality:
        if any(condition(self._parsed, c) for c in self._parsed.children(at.i, "advcl")) and realis in (
            "would",
            "future",
            "hypothetical",
        ):
            return Modality("conditional", because=marker(self._parsed, at), says=says, negated=negated)
        if realis == "would":
            realis = "future" if says is not None else "hypothetical"
        if realis == "actual" and asked(self._parsed, at):
            return Modality("asked", because="a question", says=says)
        if realis == "actual" and negated:
            realis = "negated"
        return Modality(realis, says=says, because=because, negated=negated)

    def _link(self, at: Token, head: Token) -> tuple[Token, str | None, bool] | None:
        """The word that takes the clause of `at` as its complement, and the preposition between them."""
        parsed, tokens = self._parsed, self._parsed.tokens
        if at.dep == "pcomp" and any(c.lower == "what" for c in parsed.children(at.i, "dobj", "nsubj")):
            return None  # "would not be deterred by what she called ...": she did call it so
        if at.dep in ("xcomp", "ccomp"):
            return head, None, head.pos in ("NOUN", "PROPN")
        if at.dep == "pcomp":
            above = tokens[head.head]
            return (above, head.lower, above.pos == "NOUN") if above.i != head.i else None
        if at.dep in ("acl", "relcl") and at.tag == "VB" and head.pos == "NOUN":
            return head, None, True
        if at.dep == "advcl" and at.tag == "VB" and any(a.lower == "to" for a in parsed.children(at.i, "aux")):
            return head, None, False
        if at.dep in ("dobj", "pobj") and at.pos == "NOUN":
            return None
        return None

    def _apply(
        self, at: Token, above: Token, kind: str | None, realis: str, finite: bool, type_: str
    ) -> Modality | str:
        """What an operator makes of its complement: a modality, or `go`, `stop`, `negate`."""
        why = f'"{above.text}"'
        if above.pos == "NOUN":
            return self._under_noun(at, above, kind)
        if at.dep == "ccomp" and self._parsed.child(at.i, "mark") is not None:
            mark = self._parsed.child(at.i, "mark")
            if mark is not None and (
                mark.lower == "whether" or (mark.lower == "if" and above.lemma in words("asking"))
            ):
                return Modality("asked", because=f'"{mark.text}"')
        if kind in ("refuse", "threaten", "commit", "vow", "stop"):
            if at.dep == "ccomp" and finite and realis == "actual" and kind != "stop":
                return "stop"
            return Modality(realis="future", operator=above.i, kind=kind, because=why)
        if kind in ("request", "appeal"):
            if at.dep == "pcomp" and above.lemma in words("say"):
                return "stop"  # "told X about extending credit": said, not asked
            if at.dep == "ccomp" and finite and realis not in ("must", "hypothetical"):
                return "stop"
            if at.dep == "ccomp" and finite and above.lemma in words("say") and (realis != "must" or at.i < above.i):
                return "stop"  # "told X that it could", "we cannot, he told X": said, not asked
            return Modality(realis="future", operator=above.i, kind=kind, because=why)
        if above.lemma in words("say") and at.dep == "ccomp":
            return "stop"
        punished = (
            at.dep == "pcomp" and self._parsed.tokens[at.head].lower == "for" and above.lemma in words("punishing")
        )
        if kind == "allege" or punished:
            return Modality(realis if realis != "would" else "hypothetical", alleged=True, because=why)
        return self._by_kind(at, above, kind, type_)

    def _by_kind(self, at: Token, above: Token, kind: str | None, type_: str) -> Modality | str:
        """What the plainer operators make of their complement."""
        why = f'"{above.text}"'
        if kind == "transparent" or (kind == "attempt" and type_ == "ASSAULT"):
            object_ = self._parsed.child(above.i, "dobj")
            if at.tag == "VB" and object_ is not None and above.lemma not in ("use", "help"):
                return Modality("purpose", because=f"the purpose of {why}")  # "began a hunger strike to protest"
            return "go"
        if kind == "bring":
            return "go"  # what somebody was driven to do, he did
        if kind == "negate":
            return "negate"
        if kind == "future" and at.dep == "ccomp" and at.tag in ("VBD", "VBZ"):
            return "stop"
        if kind == "future" and (above.lemma != "go" or above.tag == "VBG"):
            return Modality("future", kind="intent" if above.lemma in words("intent") else None, because=why)
        if kind in ("wish", "attempt", "allow"):
            return Modality("hypothetical", because=why)
        if kind == "prevent":
            return Modality("negated", because=why)
        return self._unknown(at, above)

    def _unknown(self, at: Token, above: Token) -> Modality | str:
        if at.dep == "ccomp" and untrue(self._parsed, above):
            return Modality("negated", because=f'"{above.text}"', negated=True)
        infinitive = any(a.lower == "to" for a in self._parsed.children(at.i, "aux"))
        if infinitive:
            if above.lemma in (
                "use",
                "appear",
                "seem",
                "happen",
                "come",
                "know",
                "report",
                "believe",
                "say",
                "allege",
                "claim",
            ):
                return "go"
            if above.lemma == "be" or above.lower in ("is", "are", "was", "were"):
                return Modality("future", kind="intent", because='"to be to"')
            return Modality("purpose", because=f'the purpose of "{above.text}"')
        return "stop" if at.dep == "ccomp" or told_of(self._parsed, at) is not None else "go"

    def _under_noun(self, at: Token, above: Token, kind: str | None) -> Modality | str:
        if kind == "plan_noun":
            if above.lemma in ("attempt", "decision", "move", "campaign") and above.lemma == "decision":
                return Modality("actual", because=f'"{above.text}"')
            declared = above.lemma in words("declared")
            return Modality(
                "future" if declared else "purpose", kind="intent" if declared else None, because=f'"{above.text}"'
            )
        if any(a.lower == "to" for a in self._parsed.children(at.i, "aux")):
            return Modality("purpose", because=f'"{above.text} to"')
        return "stop"

    def _own(self, token: Token) -> tuple[str, str, bool]:
        """The realis that a verb's own auxiliaries and negation give it."""
        realis, because, negated = "actual", "", False
        tokens = self._parsed.tokens
        for child in self._parsed.children(token.i):
            lower = child.lower
            if child.dep == "neg" or (
                child.dep in ("advmod", "preconj", "cc", "det")
                and lower in _NEGATIVE
                and child.i < token.i
                and lower not in ("no",)
            ):
                negated, because = True, f'"{child.text}"'
            elif child.dep == "advmod" and lower in _SHORT_OF and child.i == token.i - 1:
                realis, because = "hypothetical", f'"{child.text}"'
            elif child.dep == "aux" and lower in _IRREALIS and realis == "actual":
                realis, because = _IRREALIS[lower], f'"{child.text}"'
            elif child.dep == "aux" and lower == "to" and token.dep == "ROOT" and realis == "actual":
                realis, because = "future", '"to" in a headline'
            elif child.dep in ("nsubj", "nsubjpass", "dobj"):
                first = tokens[child.lo]
                if first.lower in ("no", "neither", "none", "nobody", "nothing") and first.i <= child.i:
                    negated, because = True, f'"{first.text}"'
        if realis == "actual" and token.lemma == "be" and token.dep != "aux":
            return realis, because, negated
        if realis == "actual" and negated:
            realis = "negated"
        return realis, because, negated
