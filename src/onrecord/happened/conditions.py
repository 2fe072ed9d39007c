"""Conditions that trigger rows name with a bare word: `noobj`, `hit`, `violent` ..."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from onrecord.codebook.triggers import lexicon, noun_classes, words

if TYPE_CHECKING:
    from onrecord.happened.match import Placed, VerbMatcher


def _has(matcher: VerbMatcher, *deps: str) -> bool:
    return any(True for _ in matcher.parsed.children(matcher.verb, *deps))


def _hits(matcher: VerbMatcher, placed: Placed) -> bool:
    """Whether a shot is aimed at somebody: "at", "on", "into" and a target that is no sea."""
    for name in ("at", "on", "into", "against", "toward", "towards", "across", "onto"):
        for at in (*matcher.arguments.preps.get(name, ()), *matcher.slot(f"obj.{name}", placed)):
            lo, hi = matcher.parties.phrase(at)
            if not any(t.lower in words("waters") for t in matcher.parsed.tokens[lo:hi]):
                return True
    return False


def _aimed(matcher: VerbMatcher, placed: Placed) -> bool:
    """Whether weapons are sent at somebody, not to him: "sent drones at the port"."""
    return any(matcher.arguments.preps.get("at", ())) or any(matcher.slot("obj.at", placed))


def _officially(matcher: VerbMatcher) -> bool:
    """Whether a state, a body or somebody in office protests in words: crowds and peoples do it in the streets."""
    subject = matcher.arguments.subject
    if subject is None or matcher.parsed.tokens[subject].tag == "NNPS":
        return False
    names = matcher.parties.classes(subject)
    if "protester" in names:
        return False
    return matcher.parsed.tokens[subject].pos == "PROPN" or bool(names & {"official", "agents"})


def _must(matcher: VerbMatcher, placed: Placed) -> bool:
    """Whether the complement tells somebody to act: "warned X to leave", "reminded X that it must leave"."""
    clause = matcher.parsed.child(matcher.verb, "xcomp", "ccomp")
    if clause is None:
        return False
    auxiliaries = [a.lower for a in matcher.parsed.children(clause.i, "aux")]
    if clause.dep == "xcomp":
        return clause.tag == "VB"
    quoted = matcher.parsed.quoted(clause.start) is not None
    return not quoted and any(a in ("must", "should") for a in auxiliaries)


def _subjunctive(matcher: VerbMatcher) -> bool:
    """ "demanded that Russia return": what is asked for, not what is said to be so."""
    for clause in matcher.parsed.children(matcher.verb, "ccomp"):
        auxiliaries = [a.lower for a in matcher.parsed.children(clause.i, "aux")]
        if any(a in ("must", "should", "to") for a in auxiliaries):
            return True
        if not auxiliaries and (clause.tag == "VB" or (clause.tag == "VBP" and clause.lower == clause.lemma)):
            return True
        if clause.lemma == "be" and clause.lower == "be":
            return True
    return False


def _by_somebody(matcher: VerbMatcher) -> bool:
    """Whether people or weapons did it, as far as the sentence tells: a storm or a crash kills, but nobody assaults."""
    subject = matcher.arguments.subject
    token = matcher.parsed.tokens[matcher.verb]
    if subject is not None and not (token.dep == "advcl" and token.tag == "VBG"):
        return matcher.parties.is_party(subject) or bool(matcher.parties.classes(subject) & {"weapon", "armed"})
    sentence = matcher.parsed.sentences[matcher.parsed.tokens[matcher.verb].sentence]
    table, accident = noun_classes(), False
    for token in matcher.parsed.tokens[sentence.lo : sentence.hi]:
        names = table.get(token.lemma, ())
        if "weapon" in names or "armed" in names:
            return True
        accident = accident or "accident" in names
    return not accident


def _told_to(matcher: VerbMatcher) -> bool:
    """Whether the complement is an infinitive or a subjunctive, not a statement of fact."""
    for clause in matcher.parsed.children(matcher.verb, "xcomp", "ccomp"):
        if clause.tag == "VB" and not any(a.tag == "MD" for a in matcher.parsed.children(clause.i, "aux")):
            return True
    return False


def _event_object(matcher: VerbMatcher, placed: Placed) -> bool:
    """Whether the object is an event noun, whose own doers are then meant."""
    return placed.object is not None and matcher.parsed.tokens[placed.object].lemma in lexicon().nouns


def _shared(matcher: VerbMatcher, placed: Placed) -> bool:
    """Whether two parties do it together."""
    if "with" in matcher.arguments.preps:
        return True
    subject = matcher.arguments.subject
    if subject is not None and matcher.parsed.child(subject, "conj") is not None:
        return True
    joint = placed.object is not None and any(
        c.lower in ("joint", "bilateral", "combined") for c in matcher.parsed.children(placed.object, "amod")
    )
    return joint


def _as_prisoner(matcher: VerbMatcher, placed: Placed) -> bool:
    for name in ("as", "in"):
        for at in matcher.arguments.preps.get(name, ()):
            if matcher.parsed.tokens[at].lemma in (
                "hostage",
                "prisoner",
                "captive",
                "shield",
                "custody",
                "detention",
                "jail",
                "prison",
            ):
                return True
    return bool(placed.object is not None and matcher.parsed.tokens[placed.object].lemma in ("hostage",))


def _has_that(matcher: VerbMatcher) -> bool:
    """Whether the complement is a that-clause: "allowed that it was late" permits nothing."""
    clauses = matcher.parsed.children(matcher.verb, "ccomp")
    return any((mark := matcher.parsed.child(c.i, "mark")) is not None and mark.lower == "that" for c in clauses)


def _same_side(matcher: VerbMatcher, head: int) -> bool:
    """Whether a noun is of the subject's own country: its troops, its police."""
    subject = matcher.arguments.subject
    own = {side.iso3 for side in matcher.parties.sides(subject) if side.iso3} if subject is not None else set()
    return any(side.iso3 in own for side in matcher.parties.sides(head))


def _tells_deed(matcher: VerbMatcher) -> bool:
    """Whether the complement tells of an attack or a seizure by somebody named, not by the one who claims it."""
    for clause in matcher.parsed.children(matcher.verb, "ccomp"):
        subject = matcher.parsed.child(clause.i, "nsubj")
        modal = any(a.tag == "MD" or a.lower == "to" for a in matcher.parsed.children(clause.i, "aux"))
        rows = lexicon().verbs.get(clause.lemma, ())
        if subject is not None and subject.pos != "PRON" and not modal and not _same_side(matcher, subject.i):
            return any(row.type in ("ASSAULT", "COERCE") for row in rows)
    return False


def _purposes(matcher: VerbMatcher) -> set[str]:
    """Lemmas of what a crowd is there for: "gathered to demand ...", "marched in protest", "chanting slogans"."""
    verb = matcher.parsed.tokens[matcher.verb]
    return {t.lemma for t in matcher.parsed.tokens[verb.i : verb.hi]}


def _protesting(matcher: VerbMatcher) -> bool:
    """Whether a gathering is said to be a protest, by who comes or what for: people also gather to mourn."""
    subject = matcher.arguments.subject
    if subject is not None:
        lo, hi = matcher.parties.phrase(subject)
        if any(t.lemma in words("protesters") for t in matcher.parsed.tokens[lo:hi]):
            return True
    return bool(_purposes(matcher) & words("protesting"))


CONDITIONS: dict[str, Callable[[VerbMatcher, Placed], bool]] = {
    "protesting": lambda m, p: _protesting(m),
    "unfestive": lambda m, p: _protesting(m) or not _purposes(m) & words("festive"),
    "wordy": lambda m, p: (
        p.object is not None
        and any(c.lower in words("wordy") for c in m.parsed.children(p.object, "amod", "compound", "poss"))
    ),
    "infinite": lambda m, p: not _has_that(m),
    "deed": lambda m, p: _tells_deed(m),
    "violent": lambda m, p: _by_somebody(m),
    "nocomp": lambda m, p: not _has(m, "xcomp", "ccomp"),
    "object": lambda m, p: p.object is not None,
    "nodobj": lambda m, p: m.arguments.object is None,
    "active": lambda m, p: not m.arguments.passive,
    "noobj": lambda m, p: p.object is None,
    "ccomp": lambda m, p: _has(m, "ccomp"),
    "xcomp": lambda m, p: _told_to(m),
    "target": lambda m, p: (
        any(m.parties.resolved(at) and m.parsed.tokens[at].pos != "PRON" for at in m.slot("obj*", p))
        or _event_object(m, p)
    ),
    "nooprd": lambda m, p: not _has(m, "oprd"),
    "hit": _hits,
    "aimed": _aimed,
    "officially": lambda m, p: _officially(m),
    "nohit": lambda m, p: not _hits(m, p),
    "shared": lambda m, p: _shared(m, p),
    "must": _must,
    "subjunctive": lambda m, p: _subjunctive(m),
    "asprisoner": _as_prisoner,
    "asshield": lambda m, p: any(m.parsed.tokens[at].lemma == "shield" for at in m.arguments.preps.get("as", ())),
    "pp": lambda m, p: any(k in m.arguments.preps for k in ("of", "for", "with")) or m.arguments.object is not None,
}
