"""Verbs that are sayings of some objects only: remarks are withdrawn, and so are troops."""

from __future__ import annotations

from onrecord.language import Parsed
from onrecord.language.parsed import Token
from onrecord.model import Cast
from onrecord.said.apart import measured
from onrecord.said.draft import Draft

_WORDS = frozenset(
    ("statement", "remark", "comment", "claim", "accusation", "allegation", "figure", "estimate", "toll", "threat",
     "offer", "demand", "decision", "announcement", "order", "ruling", "report", "complaint", "confession",
     "testimony",
     "charge", "assertion", "pledge", "promise", "proposal", "denial", "warning", "apology", "account", "version",
     "story", "post", "tweet", "article", "count", "forecast", "verdict", "objection", "request", "position",
     "stance",
     "endorsement", "invitation", "number", "word", "total", "assessment", "prediction", "criticism", "notice",
     "course")
)  # fmt: skip
"""What can be taken back, put right or repeated in words."""
_CONDUCT = frozenset(
    ("decision", "move", "record", "policy", "plan", "handling", "use", "action", "approach", "response", "strategy",
     "deal", "proposal", "bill", "law", "choice", "conduct", "behaviour", "behavior", "idea", "treatment", "cut",
     "ban",
     "programme", "program", "agreement", "measure", "reform", "budget", "government", "administration", "press",
     "media", "opponent", "rival", "critic", "president", "minister", "premier", "candidate", "colleague", "position",
     "stance", "view", "call", "appointment", "strike", "airstrike", "raid", "operation", "offensive", "intervention",
     "withdrawal", "sanction", "legislation", "practice", "support", "choice", "role", "system", "tactic", "argument",
     "legality", "narrative", "notion", "assumption", "validity", "premise", "right", "need", "incident",
     "convention", "party",
     *_WORDS)
)  # fmt: skip
"""What is attacked, defended or challenged in words: what somebody did, decided or said, and politicians."""
_HOLDINGS = frozenset(
    ("control", "authority", "dominance", "influence", "power", "presence", "itself", "himself", "herself",
     "themselves", "grip", "life", "asylum", "benefit", "throne", "prisoner", "victim", "territory", "prize",
     "title", "seat", "leadership")
)  # fmt: skip
"""What is asserted or claimed by deeds."""
_GOODS = frozenset(
    ("tent", "camp", "intelligence", "room", "cell", "house", "flat", "apartment", "language", "prize", "power",
     "ball", "product", "drug", "weapon", "trade", "button", "car", "door", "cart", "troop",
     "force", "line", "border", "boundary")
)  # fmt: skip
_SENT_HOME = frozenset(
    ("ambassador", "envoy", "diplomat", "consul", "attaché", "attache", "representative", "delegation", "troop",
     "soldier", "force", "unit", "reservist", "reserve", "contingent", "peacekeeper", "parliament", "lawmaker",
     "striker", "player", "product", "car", "vehicle", "truck", "heater", "batch", "model", "device", "toy", "food",
     "drug", "vaccine", "airbag", "bag", "mayor", "governor")
)  # fmt: skip
"""What is called back, not called to mind."""
_FLYING = frozenset(
    ("jet", "plane", "aircraft", "warplane", "aeroplane", "airplane", "airliner", "helicopter", "chopper", "gunship",
     "drone", "missile", "rocket", "fighter", "bomber", "balloon", "satellite", "uav", "pilot", "glider")
)  # fmt: skip
"""What is shot down by guns."""
_ONLY: dict[str, frozenset[str]] = {
    **dict.fromkeys(("withdraw", "reverse", "revise", "correct", "amend", "rescind", "retract"), _WORDS),
    **dict.fromkeys(("attack", "defend", "challenge", "assail", "savage", "contest", "counter"), _CONDUCT),
}
"""Sayings of these objects alone."""
_NEVER: dict[str, frozenset[str]] = {
    **dict.fromkeys(("assert", "claim", "reassert"), _HOLDINGS),
    **dict.fromkeys(("pitch", "push", "peddle", "share"), _GOODS),
    "recall": _SENT_HOME,
    "shoot down": _FLYING,
}
"""Sayings of all objects but these."""


def sayable(parsed: Parsed, cast: Cast, draft: Draft) -> bool:
    """Whether the object of a cue makes it a saying; cues that always are one take any."""
    goal = parsed.child(draft.cue_token, "dobj", "nsubjpass")
    if goal is None:
        return True
    if draft.entry in ("put", "place") and not measured(goal) and not _at_number(parsed, draft):
        return False  # "put guards at 12 gates"
    if draft.entry == "put":
        return any(char.isdigit() for lo, hi in draft.pieces for char in parsed.text[lo:hi]) or _counted(parsed, draft)
    if draft.entry == "say":
        return goal.lower not in _NOTHING_SAID
    if draft.entry == "show":
        return _exhibits(parsed, cast, draft)
    if draft.entry == "see":
        return _observed(parsed, draft, goal)
    if draft.entry == "recall" and parsed.child(goal.i, "nummod") is not None:
        return False  # "recalled 4,000 heaters"
    only = _ONLY.get(draft.entry)
    if only is not None:
        paired = any(child.lower in ("for", "as", "over") for child in parsed.children(draft.cue_token, "prep"))
        if goal.lemma in only or (paired and draft.entry == "attack"):
            return True
        return only is _CONDUCT and _is_person(cast, goal)
    return not by_deeds(parsed, draft)


def by_deeds(parsed: Parsed, draft: Draft) -> bool:
    """Whether the object of a cue is had, given or called by deeds, never in words: "asserted control"."""
    goal = parsed.child(draft.cue_token, "dobj", "nsubjpass")
    never = _NEVER.get(draft.entry, frozenset())
    return goal is not None and (goal.lower in never or goal.lemma in never)


_EXHIBITS = frozenset(
    ("video", "footage", "photo", "photograph", "image", "picture", "poll", "survey", "data", "datum", "figure",
     "record", "map", "chart", "study", "analysis", "tape", "film", "clip", "document", "report", "count", "tally",
     "result", "test", "inquiry", "investigation", "log", "imagery", "recording", "research", "screenshot", "message")
)  # fmt: skip
"""What shows something to whoever looks; people and states show interest or restraint."""


_NOTHING_SAID = frozenset(("word", "words", "anything", "thing", "things", "prayers", "prayer", "grace", "hello"))


def _at_number(parsed: Parsed, draft: Draft) -> bool:
    """Whether a bare number follows the "at" of "put it at 40", not a number of gates."""
    at = next((child for child in parsed.children(draft.cue_token, "prep") if child.lower == "at"), None)
    given = parsed.child(at.i, "pobj", "pcomp") if at is not None else None
    return draft.entry == "put" and (
        given is None or given.pos != "NOUN" or given.lemma in _SHARES or parsed.child(given.i, "nummod") is None
    )


_SHARES = frozenset(("percent", "cent", "point", "third", "quarter", "half", "euro", "dollar", "pound", "people"))


def _counted(parsed: Parsed, draft: Draft) -> bool:
    """Whether a number stands in the content: "put the toll at forty"."""
    return any(
        parsed.tokens[i].pos == "NUM" or parsed.tokens[i].lemma in ("third", "quarter", "half", "dozen", "million")
        for piece in draft.pieces
        for i in range(*parsed.token_range(*piece))
    )


def _exhibits(parsed: Parsed, cast: Cast, draft: Draft) -> bool:
    if draft.source is None:
        return True
    head = parsed.tokens[parsed.head_of(*draft.source)]
    return head.lemma in _EXHIBITS or cast.party(*draft.source).kind in ("document", "media")


def _observed(parsed: Parsed, draft: Draft, goal: Token) -> bool:
    """ "sees no way out" is a view, "saw soldiers loading crates" testimony; "had not seen her son" is neither."""
    if any(True for _ in parsed.children(draft.cue_token, "neg")):
        return False
    if parsed.tokens[draft.cue_token].lower in ("see", "sees"):
        return True
    return any(child.tag == "VBG" for child in parsed.children(goal.i, "acl")) or any(
        True for _ in parsed.children(draft.cue_token, "ccomp", "xcomp")
    )


def _is_person(cast: Cast, goal: Token) -> bool:
    if goal.pos == "PRON":
        return goal.lower in ("him", "her")
    entities = cast.party(goal.i, goal.i + 1).entities
    return any(entity.startswith("person:") for entity in entities)
