"""Which language a text is in: English is read, others are refused unless forced."""

from __future__ import annotations

from functools import cache
from typing import Any

NAMES = {
    "am": "Amharic", "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali",
    "bs": "Bosnian", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French",
    "gu": "Gujarati", "ha": "Hausa", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian",
    "hy": "Armenian", "id": "Indonesian", "is": "Icelandic", "it": "Italian", "ja": "Japanese", "ka": "Georgian",
    "kk": "Kazakh", "km": "Khmer", "kn": "Kannada", "ko": "Korean", "ku": "Kurdish", "ky": "Kyrgyz", "lo": "Lao",
    "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian", "ml": "Malayalam", "mn": "Mongolian", "mr": "Marathi",
    "ms": "Malay", "my": "Burmese", "ne": "Nepali", "nl": "Dutch", "no": "Norwegian", "pa": "Punjabi",
    "pl": "Polish", "ps": "Pashto", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "si": "Sinhala",
    "sk": "Slovak", "sl": "Slovenian", "so": "Somali", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish",
    "sw": "Swahili", "ta": "Tamil", "te": "Telugu", "tg": "Tajik", "th": "Thai", "tk": "Turkmen", "tl": "Tagalog",
    "tr": "Turkish", "ug": "Uyghur", "uk": "Ukrainian", "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese",
    "zh": "Chinese",
}  # fmt: skip
"""Languages that news is published in. The detector chooses among these: left free, it took 15 of 7,700 English texts
for another language, 11 of them for a pidgin; among these, 3."""

SHORT = 5
"""Words below which a language is not told from Latin letters alone."""
FEW = 20
SURE = 0.6
"""Below so many words, Latin letters need so high a probability. Without this 3 of 7,700 English texts were refused."""
_CHUNK = 600
_CHUNKS = 16
_COMMON = frozenset(
    (
        "a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "from", "had", "has", "have", "he", "his", "in",
        "is", "it", "its", "of", "on", "or", "said", "that", "the", "they", "this", "to", "was", "were", "which", "who",
        "will", "with",
    )
)  # fmt: skip
_PLAIN, _THE = 0.25, 0.03
"""Shares of these words, and of "the", from which a piece is English without asking the detector, which takes a
twentieth of all the time otherwise. No other language comes near: Scots has them, and is no language of news."""


def tell(text: str) -> str | None:
    """The ISO 639-1 code of the language that most of the text is in; None where a short text does not tell.

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
    best = max(sorted(weights), key=lambda code: weights[code])
    unsure = weights[best] < SURE * letters and 2 * latin >= letters
    return None if unsure and len(text[:_CHUNK].split()) < FEW and len(text) <= _CHUNK else best


def _classify(piece: str) -> tuple[str, float]:
    """The likeliest language of a piece and its probability."""
    if _plainly_english(piece.lower().split()):
        return "en", 1.0
    capitals = sum(char.isupper() for char in piece)
    small = sum(char.islower() for char in piece)
    code, share = _identifier().classify(piece.lower() if capitals > small else piece)
    return str(code), float(share)


def _plainly_english(words: list[str]) -> bool:
    if len(words) < FEW or words.count("the") < _THE * len(words):
        return False
    return sum(word in _COMMON for word in words) >= _PLAIN * len(words)


def _pieces(text: str) -> list[str]:
    """Up to sixteen pieces spread evenly over the text."""
    if len(text) <= _CHUNK * _CHUNKS:
        return [text[at : at + _CHUNK] for at in range(0, len(text), _CHUNK)]
    step = len(text) // _CHUNKS
    return [text[n * step : n * step + _CHUNK] for n in range(_CHUNKS)]


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(sorted(NAMES))  # this identifier's own; the package's shared one is left alone
    return identifier


def code_of(named: str) -> str | None:
    """The ISO 639-1 code in a language tag or name: `en-GB`, `eng`, `English` are `en`; None for "unknown"."""
    tag = named.strip().lower().replace("_", "-").split("-")[0]
    return {"eng": "en", "english": "en", "": None, "und": None, "unknown": None, "mul": None}.get(tag, tag)


def name_of(code: str) -> str:
    """`French (fr)`; the code alone where its name is not listed."""
    return f"{NAMES[code]} ({code})" if code in NAMES else f"language {code!r}"
