"""Drafts that cite nobody: remarks that "underscore", films made "to document", slogans that are chanted."""

from __future__ import annotations

from onrecord.codebook.cues import cues
from onrecord.language import Parsed
from onrecord.language.parsed import Token
from onrecord.model import Cast
from onrecord.said import sources
from onrecord.said.draft import Draft
from onrecord.said.matters import sayable

_BARE = frozenset(
    ("said.object", "said.infinitive", "said.prepositional", "said.label", "said.object-as", "said.trained")
)
"""Rules without a clause or a quotation: there somebody who can speak must stand before the cue."""
_ABSTRACT = (
    "tion", "sion", "ment", "ness", "ity", "ship", "ism", "ance", "ence", "ancy", "ency", "ure", "ysis", "hood", "dom",
    "age", "ing",
)  # fmt: skip
"""Endings of nouns for what happens or is so."""
_BODIES = frozenset(
    ("administration", "opposition", "government", "parliament", "agency", "community", "authority", "university",
     "delegation", "coalition", "federation", "commission", "institution", "institute", "leadership", "association",
     "corporation", "organization", "organisation", "department", "generation", "majority", "minority", "foundation",
     "union", "mission", "constituency", "presidency", "regiment", "confederation", "congregation", "audience",
     "population", "faction", "legislature", "monarchy", "embassy", "judiciary", "village", "alliance",
     "conference", "insurgency", "television", "station", "city", "municipality", "charity", "intelligence",
     "management", "prince", "king", "citizenship", "enforcement", "militancy", "nobility", "publication",
     "constitution", "resolution", "declaration", "indictment", "statement", "document", "agreement", "settlement",
     "legislation", "petition", "convention", "investigation", "assessment", "testimony", "obituary")
)  # fmt: skip
"""Nouns with such an ending that name people, bodies or documents."""
_THINGS = frozenset(
    ("remark", "comment", "tie", "move", "debate", "contest", "result", "attack", "strike", "raid", "crisis", "war",
     "conflict", "trend", "demographic", "event", "incident", "step", "shift", "rise", "fall", "surge", "gap", "rule",
     "policy", "visit", "trip", "death", "delay", "approach", "effort", "fact", "case", "threat", "loss", "clash",
     "protest", "win", "victory", "defeat", "success", "collapse", "deal", "system", "territory", "market",
     "economy", "price", "law", "drought", "flood", "storm", "weather", "row", "dispute", "drop", "growth", "need",
     "talk", "summit", "rhetoric", "stance", "call", "concern", "fear", "hope", "decision", "mood", "failure",
     "history", "tactic", "strategy", "race", "timing", "scale", "number", "absence", "anniversary", "future",
     "technology")
)  # fmt: skip
_CONTAINERS = frozenset(
    ("material", "book", "film", "slogan", "photo", "photograph", "picture", "image", "poem", "song", "data", "video",
     "footage", "list", "name", "statement", "report", "letter", "article", "novel", "album", "memoir", "work", "music",
     "document", "file", "tape", "recording", "newspaper", "magazine", "study", "survey", "poll", "transcript", "text",
     "message", "email", "memo", "hymn", "anthem", "verse", "prayer", "story", "programme", "program", "show", "series",
     "documentary", "episode", "podcast", "map", "chart", "graphic", "script", "diary", "paper", "essay", "content",
     "interview", "speech", "word", "communique", "communiqué", "bond", "stamp", "visa", "passport", "permit",
     "licence", "license", "prisoner", "hostage", "detainee", "inmate", "dove", "fund", "water", "ballad", "record",
     "delegate", "drone", "missile", "rocket", "gas", "product", "version", "note", "thread", "voice", "goods", "food")
)  # fmt: skip
"""What is published, sung or let go, without a word of what it says."""
_GIVING_OUT = frozenset(
    ("publish", "release", "issue", "write", "broadcast", "chant", "sing", "shout", "read", "air", "post", "recite",
     "narrate", "offer", "share", "deliver", "quote", "repeat", "utter", "dictate", "tweet", "text", "email", "whisper",
     "report", "push", "peddle", "pitch", "relay", "convey")
)  # fmt: skip
_DEEDS = frozenset(
    ("document", "chronicle", "record", "illustrate", "show", "expose", "witness", "portray", "discuss", "address",
     "support", "back", "defend", "embrace", "honor", "celebrate", "reveal", "publish")
)  # fmt: skip
"""What people meet, march or film for."""


def cites(parsed: Parsed, cast: Cast, draft: Draft) -> bool:
    """Whether a draft with a mere noun phrase for its content says that somebody said something."""
    if draft.rule not in _BARE or draft.quoted or _marked(parsed, draft):
        return True
    if _made_for(parsed, parsed.tokens[draft.cue_token]):
        return False
    if draft.source is not None and _cannot_speak(parsed, cast, draft.source):
        return False
    if draft.rule not in ("said.object", "said.trained"):
        return True
    if not sayable(parsed, cast, draft):
        return False
    verb = parsed.tokens[draft.cue_token]
    if draft.entry in _DEEDS and _purpose(parsed, verb):
        return False
    return not (draft.entry in _GIVING_OUT and _container(parsed, verb))


def _marked(parsed: Parsed, draft: Draft) -> bool:
    return any(mark in parsed.text[lo:hi] for lo, hi in draft.pieces for mark in '"“«„')


def _purpose(parsed: Parsed, verb: Token) -> bool:
    """ "made films to document the resistance", "met to discuss the levy": what for, not what was said."""
    to = any(child.lower == "to" for child in parsed.children(verb.i, "aux"))
    above = parsed.tokens[verb.head]
    return to and (verb.dep in ("advcl", "relcl", "acl") or (verb.dep == "xcomp" and not cues().verbs(above.lemma)))


def _made_for(parsed: Parsed, verb: Token) -> bool:
    """ "could be used to warn others": what a thing or a person is for."""
    above = parsed.tokens[verb.head]
    to = any(child.lower == "to" for child in parsed.children(verb.i, "aux"))
    return to and verb.dep in ("xcomp", "advcl") and above.lemma in _MEANS and sources.passive(parsed, above.i)


_MEANS = frozenset(("use", "design", "build", "create", "make", "mean", "need", "deploy", "employ", "intend", "write"))


def _container(parsed: Parsed, verb: Token) -> bool:
    goal = parsed.child(verb.i, "dobj", "nsubjpass")
    if goal is None or goal.lemma not in _CONTAINERS:
        return False
    clause = parsed.child(goal.i, "acl", "relcl", "prep")
    return clause is None or clause.lower in ("from", "in", "on", "by", "at")


def _cannot_speak(parsed: Parsed, cast: Cast, source: tuple[int, int]) -> bool:
    """Whether a source is what happens or is so: no person, body, document or medium."""
    head = parsed.tokens[parsed.head_of(*source)]
    if head.pos != "NOUN" or head.lemma in _BODIES:
        return False
    abstract = head.lemma in _THINGS or (head.lemma.endswith(_ABSTRACT) and len(head.lemma) > _SHORT_WORD)
    if not abstract:
        return False
    party = cast.party(*source)
    return not party.entities and party.kind in ("unnamed", "document", "named")


_SHORT_WORD = 6
"""Letters up to which an ending tells nothing ("king", "nation")."""
