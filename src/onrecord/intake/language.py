"""Which language a text is in: English is read, others are refused unless forced."""

from __future__ import annotations

from functools import cache
from typing import Any

SHORT = 5
"""Words below which a language is not told from Latin letters alone."""
_CHUNK = 600
_CHUNKS = 16


def tell(text: str) -> str | None:
    """The ISO 639-1 code of the language that most of the text is in; None where the text is too short to tell.

    Pure: the same text gives the same answer; nothing is set in the detector.
    """
    pieces = _pieces(text)
    letters = sum(char.isalpha() for piece in pieces for char in piece)
    if not letters:
        return None
    latin = sum(char.isalpha() and char < "\u0250" for piece in pieces for char in piece)
    if len(text[: _CHUNK * 2].split()) < SHORT and 2 * latin >= letters:
        return None
    weights: dict[str, float] = {}
    for piece in pieces:
        size = sum(char.isalpha() for char in piece)
        if not size:
            continue
        code, share = _classify(piece)
        weights[code] = weights.get(code, 0.0) + size * share
    return max(sorted(weights), key=lambda code: weights[code])


def _classify(piece: str) -> tuple[str, float]:
    """The likeliest language of a piece and its probability."""
    capitals = sum(char.isupper() for char in piece)
    small = sum(char.islower() for char in piece)
    code, share = _identifier().classify(piece.lower() if capitals > small else piece)
    return str(code), float(share)


def _pieces(text: str) -> list[str]:
    """Up to sixteen pieces spread evenly over the text."""
    if len(text) <= _CHUNK * _CHUNKS:
        return [text[at : at + _CHUNK] for at in range(0, len(text), _CHUNK)]
    step = len(text) // _CHUNKS
    return [text[n * step : n * step + _CHUNK] for n in range(_CHUNKS)]


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def code_of(named: str) -> str:
    """The ISO 639-1 code in a language tag or name: `en-GB`, `eng`, `English` are `en`."""
    tag = named.strip().lower().replace("_", "-").split("-")[0]
    return {"eng": "en", "english": "en"}.get(tag, tag)


NAMES = {
    "ar": "Arabic", "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali", "cs": "Czech", "da": "Danish",
    "de": "German", "el": "Greek", "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish",
    "fr": "French", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian",
    "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ka": "Georgian", "ko": "Korean", "la": "Latin",
    "lt": "Lithuanian", "lv": "Latvian", "ms": "Malay", "nl": "Dutch", "no": "Norwegian", "pl": "Polish",
    "ps": "Pashto", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian",
    "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "th": "Thai", "tr": "Turkish",
    "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


def name_of(code: str) -> str:
    """`French (fr)`; the code alone where its name is not listed."""
    return f"{NAMES[code]} ({code})" if code in NAMES else f"language {code!r}"
