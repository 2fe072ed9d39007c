"""Whether the words around a date speak of a plan: then a bare weekday or month lies ahead."""

from __future__ import annotations

from onrecord.language import Parsed, Token

_AHEAD = frozenset(("will", "shall", "'ll", "’ll", "wo", "would"))
_PLANNED = frozenset((
    "due", "scheduled", "slated", "expected", "set", "planned", "upcoming", "forthcoming", "likely", "postponed",
    "rescheduled", "billed", "timetabled", "destined",
))  # fmt: skip
_ACHIEVED = frozenset((
    "fail", "manage", "refuse", "decline", "begin", "start", "continue", "come", "appear", "seem", "use", "have",
    "help", "happen", "allege", "report", "believe", "claim", "say", "think", "know", "find", "see",
))  # fmt: skip


def ahead(parsed: Parsed, at: int) -> bool | None:
    """True for a plan, False for what is told as past, None where no verb tells.

    Args:
        parsed: the parsed report.
        at: the token that heads the date.
    """
    tokens = parsed.tokens
    token = tokens[at]
    for _ in range(12):
        if token.head == token.i:
            break
        token = tokens[token.head]
        if token.lower in _PLANNED and token.pos in ("ADJ", "VERB"):
            return not _past_perfect(parsed, token)
        if token.pos in ("VERB", "AUX"):
            verdict = _verb(parsed, token)
            if verdict is not None:
                return verdict
    if token.pos in ("VERB", "AUX"):
        return _verb(parsed, token)
    return None


def _past_perfect(parsed: Parsed, token: Token) -> bool:
    """ "had been due on Monday": the plan is over."""
    return any(parsed.tokens[i].lower == "had" for i in token.children)


def _verb(parsed: Parsed, verb: Token) -> bool | None:
    """What one verb says; None where it has no tense of its own."""
    tokens = parsed.tokens
    helpers = [tokens[i] for i in verb.children if tokens[i].dep in ("aux", "auxpass") or tokens[i].tag in ("MD", "TO")]
    words = {helper.lower for helper in helpers}
    if words & _AHEAD:
        return not (words & {"have"} and "would" in words)
    if "to" in words:
        return _infinitive(tokens[verb.head], verb)
    if any(helper.tag == "MD" for helper in helpers):
        return None if "have" in words else True
    if "had" in words or "has" in words or "have" in words or verb.tag == "VBD" or words & {"was", "were", "did"}:
        return False
    if verb.tag in ("VBZ", "VBP") or words & {"is", "are", "'s", "’s", "do", "does"}:
        return True
    if verb.tag == "VB" and not helpers:
        return True
    return None


def _infinitive(above: Token, verb: Token) -> bool | None:
    if above.i == verb.i:
        return True
    if above.lemma in _ACHIEVED:
        return None
    return True
