"""The rules' drafts and the trained reader's proposals become one list.

What both found keeps the rule's name and act, and takes the reader's bounds, save where the rule's are surer: a frame
of several parts, a cue that is withheld, a quotation between its marks. What the reader alone found stands where it is
likely, or passes the house's own tests of what a saying is. What the rules alone found stands where the reader gives
it some chance, or where the corpus that it learnt from says nothing of its kind: silence, chains, turns of a
transcript, what is said inside another's words. The thresholds were chosen on the validation part of PolNeAR's train
split.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from onrecord.codebook.cues import cues
from onrecord.language import Parsed
from onrecord.model import Cast, Offsets
from onrecord.said import proposed, sources
from onrecord.said.bounds import from_the_start, negates, relayed, seen, touches, union
from onrecord.said.decode import Proposal
from onrecord.said.draft import Draft
from onrecord.said.matters import by_deeds
from onrecord.said.nearby import Contents
from onrecord.said.trained import Trained
from onrecord.said.uncited import cites

BACKED = 0.1
"""What the rules alone found stands where the reader gives its cue at least this chance."""
DOUBTED = 0.4
"""What the reader alone found with a smaller chance must pass the tests of `said/uncited.py`."""
UNLISTED = 0.5
"""The same where the codebook has no such cue, and the content is a mere noun phrase: "signed a treaty"."""
SURE = 0.4
"""A cue whose bounds the reader is less sure of keeps the rule's."""
_UNLABELLED = frozenset(("said.speech-inside", "said.rejoinder", "said.headline-colon", "said.headline-dash",
                         "said.transcript", "said.signed", "said.headed", "said.citing", "said.briefed",
                         "said.quoted-as", "said.as-saying", "said.rumour", "said.document",
                         "said.noun-that"))  # fmt: skip
"""Rules for what the corpus does not label, or for frames too plain to be mistaken."""
_EXACT = frozenset(("said.object-clause", "said.object-as", "said.label", "said.figure", "said.quoted-as",
                    "said.citing", "said.briefed", "said.as-saying", "said.rumour", "said.rejoinder"))  # fmt: skip
"""Rules that see a frame of several parts, and know its bounds better than the reader does."""
_ANSWER = "said.rejoinder"
"""An answer in the same breath has the content of what it answers, every piece of it."""
_WEIGHTY = frozenset(("deny", "confirm", "admit", "reject", "doubt", "accuse", "retract", "withhold", "decline"))
"""Acts that a claim's standing turns on: a rule's word is enough, inside the words for a source, too."""


def join(parsed: Parsed, cast: Cast, ruled: list[Draft], learnt: Trained) -> list[Draft]:
    """The drafts of the rules and of the trained reader as one list, in order of their cues."""
    by_cue = {i: d for d in reversed(ruled) if d.cue is not None for i in range(*parsed.token_range(*d.cue))}
    found: list[Draft] = []
    taken: set[int] = set()
    for proposal in learnt.proposals:
        made = proposed.draft(parsed, proposal)
        if made is None or made.cue is None or proposal.cue is None:
            continue
        twin = next((by_cue[i] for i in range(*parsed.token_range(*made.cue)) if i in by_cue), None)
        if twin is not None and id(twin) not in taken:
            taken.add(id(twin))
            found.append(_both(parsed, twin, made, proposal.cue.score >= SURE))
        elif _stands_alone(parsed, cast, made, proposal):
            _yield(parsed, made, ruled)
            found.append(made)
    told = Contents(found)
    named = {i for draft in found if draft.source is not None for i in range(*draft.source)}
    found += [
        draft
        for draft in ruled
        if id(draft) not in taken
        and (_stands(parsed, draft, learnt.roles, told) or (draft.act in _WEIGHTY and draft.cue_token in named))
    ]
    _share_out(found)
    _answered(found)
    _adopt(parsed, found, [proposal for proposal in learnt.proposals if proposal.cue is None])
    return sorted(found, key=lambda draft: (draft.cue or (0, 0), draft.pieces))


# what both found


def _both(parsed: Parsed, ruled: Draft, learnt: Draft, surely: bool) -> Draft:
    """The rule's draft with the reader's bounds, where the rule's are not the surer ones."""
    ruled.because = f"{ruled.because}; {learnt.because}"
    if ruled.silent or not ruled.pieces or ruled.rule in _EXACT or relayed(parsed, ruled, learnt):
        return ruled
    if ruled.cue is not None and touches(ruled.cue, learnt.pieces):
        return ruled  # "saying only that": a word of the cue is no part of the content
    if surely and not negates(parsed, ruled, learnt):
        ruled.cue = learnt.cue
    if learnt.source is not None and ruled.source != learnt.source:
        ruled.source, ruled.pronoun = learnt.source, learnt.pronoun
    if ruled.rule.startswith("said.speech"):
        ruled.pieces = union(ruled.pieces, learnt.pieces)
    elif ruled.rule == "said.parenthesis":
        ruled.pieces = union(ruled.pieces, seen(parsed, ruled, learnt))
    else:
        ruled.pieces, ruled.quoted = from_the_start(parsed, ruled, seen(parsed, ruled, learnt)), learnt.quoted
    return ruled


# what one of them found


def _stands_alone(parsed: Parsed, cast: Cast, draft: Draft, proposal: Proposal) -> bool:
    """Whether a draft of the reader's stands that no rule sees."""
    who = parsed.tokens[parsed.head_of(*draft.source)] if draft.source is not None else None
    if (who is not None and sources.nobody(parsed, who)) or _questioned(parsed, draft) or _relative(parsed, draft):
        return False
    chance = (proposal.cue.score if proposal.cue else 0.0) * max(content.score for content in proposal.contents)
    if not _clausal(parsed, draft):
        if by_deeds(parsed, draft):
            return False
        if not draft.entry:
            return chance >= UNLISTED
    if chance >= DOUBTED:
        return True
    return cites(parsed, cast, draft) and _fits(parsed, draft)


def _clausal(parsed: Parsed, draft: Draft) -> bool:
    """Whether a content holds a clause, or words in quotation marks."""
    for start, end in draft.pieces:
        if any(mark in parsed.text[start:end] for mark in '"“«„') or parsed.quoted(start, end) is not None:
            return True
        lo, hi = parsed.token_range(start, end)
        if parsed.tokens[parsed.head_of(lo, hi)].pos in ("VERB", "AUX"):
            return True
    return False


def _yield(parsed: Parsed, draft: Draft, ruled: list[Draft]) -> None:
    """End a content where another's clause begins: "would not name him, and the paper could not confirm it"."""
    for other in ruled:
        if other.cue is None or other.source is None or not touches(other.cue, draft.pieces):
            continue
        lo = other.source[0]
        start = parsed.tokens[lo].start
        before = parsed.tokens[lo - 1].lower if lo else ""
        if before in ("and", "but") and start < other.cue[0] and touches((start, start + 1), draft.pieces):
            cut = parsed.tokens[lo - 1].start
            kept = [piece for a, b in draft.pieces if (piece := _ended(parsed, a, min(b, cut))) is not None]
            draft.pieces = kept or draft.pieces


def _ended(parsed: Parsed, start: int, end: int) -> Offsets | None:
    """The passage without marks and spaces at its end; None where nothing is left."""
    while end > start and parsed.text[end - 1] in " ,;:":
        end -= 1
    return (start, end) if end > start else None


def _fits(parsed: Parsed, draft: Draft) -> bool:
    """Whether the codebook's row of the cue, where there is one, takes an infinitive, where the content is one."""
    first = parsed.tokens[parsed.token_range(*draft.pieces[0])[0]]
    entry = (
        next((e for e in cues().verbs(draft.entry.split()[0]) if e.cue == draft.entry), None) if draft.entry else None
    )
    return entry is None or first.tag != "TO" or bool(entry.frames & {"to", "np-to"})


def _questioned(parsed: Parsed, draft: Draft) -> bool:
    """ "Asked about the raid, the army declined": the question is nobody's statement."""
    token = parsed.tokens[draft.cue_token]
    return draft.source is None and draft.act == "ask" and token.tag in ("VBN", "VBD") and token.dep == "advcl"


def _relative(parsed: Parsed, draft: Draft) -> bool:
    """ "Told a story that his aunt had brought": the clause describes the noun, it is not what was told."""
    first = parsed.tokens[parsed.token_range(*draft.pieces[0])[0]]
    return first.lower == "that" and first.dep in ("dobj", "pobj", "nsubj") and parsed.tokens[first.head].dep == "relcl"


def _stands(parsed: Parsed, draft: Draft, roles: NDArray[np.float32], told: Contents) -> bool:
    """Whether a draft of the rules stands that the reader did not propose."""
    if draft.cue is None:
        return True
    lo, hi = parsed.token_range(*draft.cue)
    chance = float(roles[lo:hi, 1].max(initial=0.0))
    draft.because = f"{draft.because}; the trained reader, which does not propose it: cue {chance:.2f}"
    if draft.silent or draft.relay is not None or draft.rule in _UNLABELLED:
        return True
    if draft.act in _WEIGHTY and draft.source is not None:
        return True
    if draft.rule == "said.colon" and told.of(draft.source, *draft.pieces[0]):
        return False  # "why she is protesting: ...": the colon is no second saying
    return chance >= BACKED or bool(told.holding(*draft.cue))  # inside what somebody says the corpus never looks


def _share_out(found: list[Draft]) -> None:
    """Take from contents in several pieces the further ones that are another's: "an outcome that Ankara fears".

    Of quotations, those that another introduces: "Nothing was fired." The mayor protested, "Nobody asked us."
    """
    times = Counter(part for draft in found if draft.rule != _ANSWER for part in draft.pieces)
    begun = [draft for draft in found if draft.rule != _ANSWER and draft.pieces and draft.source is not None]
    told = Contents(begun)
    for draft in found:
        if draft.rule == _ANSWER or len(draft.pieces) < 2:
            continue
        first, *further = draft.pieces
        if draft.quoted:
            kept = [
                part
                for part in further
                if all(
                    (start, end) != begun[number].pieces[0] or begun[number].source == draft.source
                    for start, end, number in told.touching(*part)
                )
            ]
        else:
            kept = [part for part in further if times[part] == 1]
        draft.pieces = [first, *kept]


def _answered(found: list[Draft]) -> None:
    """End contents where what answers them begins: "accused them of lying, a charge | that they rejected"."""
    told = Contents(found)
    for answer in found:
        if answer.rule != _ANSWER or answer.cue is None or not answer.pieces:
            continue
        end = answer.pieces[-1][1]
        for draft in {number: found[number] for _, _, number in told.touching(end, end + 1)}.values():
            if not draft.quoted:
                draft.pieces = [(a, end if a < end < b <= answer.cue[0] else b) for a, b in draft.pieces]


def _adopt(parsed: Parsed, found: list[Draft], lone: list[Proposal]) -> None:
    """Give contents without a cue to the draft that holds another part of the same quotation."""
    groups: dict[int, Draft] = {}
    for draft in found:
        for quotation in filter(None, (parsed.quoted(*part) for part in draft.pieces)):
            groups.setdefault(quotation.group, draft)
    told = Contents(found)
    for proposal in lone:
        for given in proposal.contents:
            part = proposed.content(parsed, given)
            around = parsed.quoted(*part) if part is not None else None
            if part is not None and around is not None and around.group in groups and not told.touching(*part):
                groups[around.group].pieces = union(groups[around.group].pieces, [part])
