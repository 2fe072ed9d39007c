"""Words that stand for a claim told before: "these allegations", "the claim", "disputed that"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from onrecord.codebook.stances import FOR, StanceKind
from onrecord.language import Parsed, Token
from onrecord.standing.draft import Draft
from onrecord.standing.drafts import Ledger

_PRONOUNS = frozenset(("that", "this", "it", "them", "those", "these", "so", "as", "which"))
_ACCUSING = frozenset(("allegation", "accusation", "charge"))
TOLD = frozenset(
    (
        "claim", "report", "assertion", "statement", "suggestion", "rumour", "rumor", "account", "version",
        "contention", "remark", "comment", "finding", "information", "story", "news", "figure", "toll", "tally",
        "number", "reporting", "estimate", "count", "announcement",
        "declaration",
    )
)  # fmt: skip
"""Nouns for what somebody has told."""
MATTERS = frozenset(("case", "matter", "issue", "question", "incident", "affair", "subject", "situation", "detail"))
"""Nouns by which a silence means what was told before ("declined to comment on the case")."""
_FIGURES = frozenset(("figure", "toll", "tally", "number", "count", "estimate"))
_HIGHER = frozenset(("higher", "highest", "larger", "largest", "bigger", "greater"))
_LOWER = frozenset(("lower", "lowest", "smaller", "smallest"))
_PART_IN_IT = frozenset(("involvement", "responsibility", "wrongdoing", "role", "part", "blame", "complicity"))
_EACH = frozenset(("either", "both", "neither"))
_EARLIER = frozenset(("earlier", "previous", "initial", "prior"))
_POINTING = frozenset(
    ("the", "this", "that", "these", "those", "such", "both", "either", "neither", "its", "their", "his", "her")
)
_RIVALS = 3
"""Claims at most that one "could not verify" is about: the nearest."""
FARTHEST = 3
"""The paragraph before: a reference that reaches farther back is too loose to follow."""
SHORT = 4
"""Tokens of an elliptic clause at most."""
_REACH = 60
"""Sentences back that are looked through, however long the paragraph before is."""
AHEAD = frozenset((StanceKind.PROMISES, StanceKind.THREATENS, StanceKind.FORECASTS, StanceKind.DEMANDS))
"""What tells only what is to come."""
_FORWARD = FOR | {
    StanceKind.RUMOURS, StanceKind.RELAYS, StanceKind.ESTIMATES, StanceKind.LABELS, StanceKind.FORECASTS,
    StanceKind.PROMISES, StanceKind.THREATENS,
}  # fmt: skip


Told = tuple[int, int, Draft]
"""How far a claim is, the token where it was told last, the claim."""


class Reference(NamedTuple):
    """A phrase that refers back.

    Attributes:
        lo, hi: its tokens.
        plural: it means more than one claim ("these allegations").
        accusing: it means accusations ("the charge"), not any claim.
        part_in_it: it means the holder's part in what was told ("denied involvement").
        untrue: it is called untrue ("called the accusations baseless").
        elliptic: its verb stands in what was told before ("said it had").
        checking: somebody could not verify it, so that it tells an event or a figure.
        sides: it means what each side told ("either account").
        owners: whose it is, where that is said ("the army's account"): entities, or a wording, each `bare`.
        outside: tokens in which nothing is meant: a clause of the answer's own source.
    """

    lo: int
    hi: int
    plural: bool = False
    accusing: bool = False
    part_in_it: bool = False
    untrue: bool = False
    elliptic: bool = False
    checking: bool = False
    sides: bool = False
    owners: frozenset[str] = frozenset()
    outside: tuple[int, int] = (0, 0)


def reference(parsed: Parsed, lo: int, hi: int, silent: bool = False) -> Reference | None:
    """The reference that tokens `[lo, hi)` are, or None where they tell something themselves.

    Args:
        parsed: the parsed report.
        lo, hi: the tokens.
        silent: what somebody would not speak about: "the case" means what was told before, too.
    """
    tokens = parsed.tokens
    head = tokens[parsed.head_of(lo, hi)]
    if 1 < hi - lo <= SHORT and head.i < hi and _elliptic(tokens[lo:hi]):
        return Reference(lo, hi, untrue=any(token.dep == "neg" for token in tokens[lo:hi]), elliptic=True)
    if hi - lo == 1 and head.lower in _PRONOUNS:
        return Reference(lo, hi, plural=head.lower in ("them", "those", "these"))
    if head.lemma in _PART_IN_IT and hi - lo <= 3:
        return Reference(lo, hi, part_in_it=True)
    if head.lemma not in _ACCUSING and head.lemma not in TOLD and not (silent and head.lemma in MATTERS):
        return None
    if not points(parsed, head) or _tells(parsed, head) or any(token.pos == "NUM" for token in tokens[head.i + 1 : hi]):
        return None  # "put the toll at 23" tells it anew
    sides = any(child.lower in _EACH for child in parsed.children(head.i, "det", "predet", "preconj"))
    return Reference(lo, hi, sides or head.tag.endswith("S"), head.lemma in _ACCUSING, sides=sides)


def _elliptic(words: Sequence[Token]) -> bool:
    """ "it had", "they would not": a subject and a helper, whose verb stands in what was told before."""
    return (
        words[0].pos == "PRON"
        and any(_helps(one) for one in words)
        and all(one.pos in ("PRON", "PART") or _helps(one) for one in words)
    )


def _helps(word: Token) -> bool:
    return word.pos == "AUX" or word.lemma in ("have", "do")


def points(parsed: Parsed, head: Token) -> bool:
    """Whether a noun points at something told before: "the claim", "its report", "earlier remarks"."""
    before = [child for child in parsed.children(head.i, "det", "poss", "predet") if child.i < head.i]
    if any(child.lower in _EARLIER or child.lower == "such" for child in parsed.children(head.i, "amod")):
        return True
    if any(child.lower in _POINTING or child.dep == "poss" for child in before):
        return True
    return not before and head.tag == "NNS" and head.lo == head.i


def _tells(parsed: Parsed, head: Token) -> bool:
    """Whether the noun brings what was claimed with it: "the claim that ..."."""
    if any(child.i > head.i for child in parsed.children(head.i, "acl", "relcl", "ccomp")):
        return True
    bare = not any(child.i < head.i for child in parsed.children(head.i, "det", "poss"))
    return any(bare or child.lower == "of" for child in parsed.children(head.i, "prep"))


def within(parsed: Parsed, lo: int, hi: int) -> Reference | None:
    """The first phrase in tokens `[lo, hi)` that refers back by a noun ("did not respond to the allegations")."""
    tokens = parsed.tokens
    for i in range(lo, hi):
        token = tokens[i]
        if (token.lemma in _ACCUSING or token.lemma in TOLD) and token.pos == "NOUN":
            found = reference(parsed, token.lo, min(hi, token.hi)) if token.lo < min(hi, token.hi) else None
            if found is not None and parsed.head_of(found.lo, found.hi) == i:
                return found
    return None


def antecedents(
    parsed: Parsed, ref: Reference, ledger: Ledger, parties: frozenset[str], farthest: int = FARTHEST
) -> list[Draft]:
    """The claims that a reference means, nearest first; empty where none is near enough.

    The same sentence is asked first, then the one before, then the paragraph, then the paragraph before:
    the nearest that holds a fitting claim decides.
    """
    sentence = parsed.sentences[parsed.tokens[ref.lo].sentence]
    before: list[Told] = []
    for draft, at in told_before(parsed, ref, ledger):
        ring = ring_of(parsed, at, sentence.i, sentence.paragraph)
        if ring <= farthest and not ref.outside[0] <= at < ref.outside[1] and _fits(draft, ref, parties):
            before.append((ring, at, draft))
    before = [one for one in before if any(bare(held.holder) in ref.owners for held in one[2].stances)] or before
    if not before:
        return []
    if ref.checking:
        before = _checked(before, ref.sides) or before
    ring = min(ring for ring, _, _ in before)
    if ref.checking and ref.plural:
        return _rivals(ref, before)
    figure = _compared(parsed, ref)
    if figure is not None:
        return _figure_meant(figure, before)
    reach = 2 if ref.plural and ref.accusing and ring <= 2 else ring  # all accusations of the paragraph are meant
    near = [(at, draft) for other, at, draft in before if other <= reach]
    if ref.accusing:
        # whoever answers accusations answers those against himself; else the nearest
        own = [(at, draft) for at, draft in near if draft.parties & parties]
        near = own or [(at, draft) for other, at, draft in before if other == ring]
    if ref.plural:
        return [draft for _, draft in near]
    nearest = max(at for at, _ in near)
    told = next(draft for at, draft in near if at == nearest)
    together = set(told.statements)
    return [draft for _, draft in near if draft is told or (together and together & set(draft.statements))]


def bare(holder: str) -> str:
    """A holder without its article, in small letters."""
    return holder.casefold().removeprefix("the ")


def _checked(before: list[Told], sides: bool) -> list[Told]:
    """What can be verified: what tells an event or a figure, or what each side told; no quotation in "we"."""
    return [
        one
        for one in before
        if (sides or one[2].events or one[2].numbers) and not one[2].personal and not _all_ahead(one[2])
    ]


def _all_ahead(draft: Draft) -> bool:
    """Whether a claim tells only what is to come: that cannot be verified yet."""
    return bool(draft.stances) and all(stance.stance in AHEAD for stance in draft.stances)


def _rivals(ref: Reference, before: list[Told]) -> list[Draft]:
    """The nearest claims, until two sides have told theirs; those of the nearest ring where the sides do not matter."""
    found: list[Draft] = []
    holders: set[str] = set()
    ring = min(ring for ring, _, _ in before)
    for other, _, draft in sorted(before, key=lambda one: (one[0], -one[1])):
        enough = len(holders) > 1 or (len(found) > 1 and not ref.sides)
        if len(found) == _RIVALS or (other > ring and enough):
            break
        found.append(draft)
        holders.update(stance.holder for stance in draft.stances)
    return found


def _compared(parsed: Parsed, ref: Reference) -> str | None:
    """ "the higher figure", "that toll": how the figure compares; None where no figure is meant."""
    head = parsed.tokens[parsed.head_of(ref.lo, ref.hi)]
    if head.lemma not in _FIGURES:
        return None
    words = [child.lower for child in parsed.children(head.i, "amod")]
    return next((word for word in words if word in _HIGHER or word in _LOWER), "")


def _figure_meant(compared: str, before: list[Told]) -> list[Draft]:
    """The claims with the figure that is meant: the nearest, or the highest or lowest of several rival ones."""
    told = [(figure, ring, at, draft) for ring, at, draft in before for figure in _figures(draft)]
    if not told:
        return []
    if not compared:
        return [min(told, key=lambda one: (one[1], -one[2]))[3]]
    values = sorted({figure for figure, _, _, _ in told})
    if len(values) < 2:
        return []
    wanted = values[-1] if compared in _HIGHER else values[0]
    return list({draft.number: draft for figure, _, _, draft in told if figure == wanted}.values())


def _figures(draft: Draft) -> list[float]:
    plain = (number.replace(",", "") for number in sorted(draft.numbers))
    return [float(number) for number in plain if number.isascii() and number.isdigit()]


def _fits(draft: Draft, ref: Reference, parties: frozenset[str]) -> bool:
    if ref.part_in_it:
        return bool(draft.parties & parties)
    if ref.elliptic:
        return True
    if ref.accusing:
        told = draft.has((StanceKind.ALLEGES,))
        return told or (draft.has((StanceKind.RELAYS,)) and not draft.has(FOR))  # "is accused of", by nobody named
    return draft.has(_FORWARD)


def told_before(parsed: Parsed, ref: Reference, ledger: Ledger) -> list[tuple[Draft, int]]:
    """The drafts told within reach before a reference, in order of making, each with where it was told last."""
    here = parsed.tokens[ref.lo].sentence
    farthest = parsed.sentences[here].paragraph - 1
    last: dict[int, int] = {}
    for back in range(_REACH):
        if here < back or parsed.sentences[here - back].paragraph < farthest:
            break
        for draft in ledger.of_sentence(here - back):
            starts = [start for start, end in draft.places[here - back] if end <= ref.lo]
            if starts:
                last.setdefault(draft.number, max(starts))
    return [(ledger.drafts[number], at) for number, at in sorted(last.items())]


_PARAGRAPH = 5
"""Sentences back that still count as the paragraph, where a text comes without line breaks."""


def ring_of(parsed: Parsed, at: int, sentence: int, paragraph: int) -> int:
    """How far a token is: 0 the same sentence, 1 the one before, 2 the paragraph, 3 the one before, 4 farther."""
    other = parsed.sentences[parsed.tokens[at].sentence]
    if other.i == sentence:
        return 0
    if other.i == sentence - 1 and other.paragraph == paragraph:
        return 1
    if other.paragraph == paragraph:
        return 2 if sentence - other.i <= _PARAGRAPH else 4
    return 3 if other.paragraph == paragraph - 1 else 4
