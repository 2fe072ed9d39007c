"""Bytes to text: byte order marks, UTF-8, what is declared, then what the bytes look like."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable

from onrecord.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"SQLite format 3", "an SQLite database"),
)
_GUESSED = [
    "cp1252", "mac_roman", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256",
    "iso8859_2", "iso8859_5", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr",
]  # fmt: skip
"""Encodings that news text is met in. The guess is among these: an open field takes short cp1252 copy for DOS pages."""
_NOT_CHARSETS = {"utf_7", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
_CONTROLS = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27})
_ODD = re.compile(r"[A-Za-z]*[^\x00-\x7f]+[A-Za-z]*")
_IN_PLACE = re.compile(
    r"[A-Za-z]*[‘’“”–—…•·\xa0]+[A-Za-z]*|[A-Z]{0,3}[€£¥§©®™½¼¾°]+[A-Z]?"
    r"|[A-Z]?[a-z]*[à-öø-ÿšžœ]{1,2}[a-z]*|[À-ÖØ-ÞŠŽ][a-z]+"
)
_SAMPLE = 65_536


def decode(data: bytes, source: str, declared: Iterable[str] = (), *, lenient: bool = False) -> str:
    """The text of `data`, without its byte order mark.

    Args:
        data: the bytes.
        source: the input's name, for errors.
        declared: encodings that the input or its carrier names, tried in order when it is not UTF-8.
        lenient: put U+FFFD for a few broken bytes of UTF-8, as browsers do (for HTML).

    Raises:
        InputError: binary, NULs, or no encoding fits.
    """
    refuse_binary(data, source)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_strict(data[len(mark) :], encoding, source), source)
    wide = _wide(data)
    if wide:
        return _checked(_strict(data, wide, source), source)
    if b"\0" in data:
        at = data.index(b"\0")
        raise InputError(source, f"holds NUL characters (the first at byte {at})", "is it binary? save it as text")
    if len(data.translate(None, _CONTROLS)) < 0.98 * len(data):
        raise InputError(source, "binary data, not text", "give a text, HTML, JSONL, feed or WARC file")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _other(data, source, declared, error, lenient)


def refuse_binary(data: bytes, source: str) -> None:
    """Refuse what its first bytes show to be no text."""
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise InputError(source, f"is {what}, not text", "extract its text first")


def _other(data: bytes, source: str, declared: Iterable[str], error: UnicodeDecodeError, lenient: bool) -> str:
    """Text that is not UTF-8 throughout."""
    replaced = data.decode("utf-8", errors="replace")
    broken = replaced.count("\ufffd")
    sound = sum(char > "\x7f" for char in replaced) - broken
    # Valid sequences of two bytes and more hardly ever come about by chance: three to one is UTF-8 with damage in it.
    if sound >= 3 * broken:
        if lenient:
            return replaced
        raise InputError(
            source, f"damaged UTF-8 ({broken} broken places, the first at byte {error.start})",
            "mend it, or drop the broken bytes with: iconv -c -f utf-8 -t utf-8",
        )  # fmt: skip
    for name in declared:
        text = _declared(data, name)
        if text is not None:
            return text
    for name in ("cp1252", "mac_roman"):
        text = _declared(data, name)
        if text is not None and _reads_as_english(text):
            return text
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], cp_isolation=_GUESSED, enable_fallback=False).best()
    text = _declared(data, best.encoding) if best else None
    if text is not None and _looks_written(text):
        return text
    raise InputError(source, "its character encoding cannot be told", "save it as UTF-8")


def _declared(data: bytes, name: str) -> str | None:
    """The text in the encoding of that name; None where there is none such or it does not fit."""
    try:
        info = codecs.lookup(name.strip())
    except (LookupError, ValueError):
        return None
    encoding = info.name.replace("-", "_")
    if not info._is_text_encoding or encoding in _NOT_CHARSETS or encoding.startswith("utf_"):
        return None
    if encoding in ("iso8859_1", "ascii"):
        encoding = "cp1252"  # what every browser reads under these names
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, ValueError):
        return None


def _reads_as_english(text: str) -> bool:
    """Whether text is nearly all ASCII, and the rest marks or accents where English has them.

    A few curly quotes are too little for a statistical guess, which takes them for halves of Chinese characters.
    """
    odd = _ODD.findall(text)
    return len(odd) < 0.2 * len(text) and all(_IN_PLACE.fullmatch(piece) for piece in odd)


def _looks_written(text: str) -> bool:
    """Whether what is not ASCII are letters and punctuation, not controls and signs."""
    odd = [char for char in text[:_SAMPLE] if char > "\x7f"]
    good = sum(char.isalpha() or char.isspace() or char in "‘’“”–—…«»•·€£¥§°©®™†" for char in odd)
    return good >= 0.7 * len(odd)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Latin text is a NUL."""
    head = data[:4096]
    half = len(head) // 2
    if half < 2 or len(data) % 2:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _strict(data: bytes, encoding: str, source: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            source, f"says it is {encoding.upper()}, but byte {error.start} is not", "save it as UTF-8"
        ) from error


def _checked(text: str, source: str) -> str:
    if "\0" in text:
        raise InputError(source, f"holds NUL characters (the first at character {text.index(chr(0))})", "remove them")
    return text
