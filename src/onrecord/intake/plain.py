"""Plain text: the bytes' text as it is."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import BinaryIO

from onrecord.errors import InputError
from onrecord.intake.assemble import assemble, too_long
from onrecord.intake.decode import decode, refuse_binary
from onrecord.intake.known import Known
from onrecord.intake.options import Options
from onrecord.model import Report


def read_plain(name: str, stream: BinaryIO, options: Options) -> Iterator[Report | InputError]:
    """The one report of a text file; its first line is text, not a title."""
    # No encoding takes more than 4 bytes a character, so what is longer than this is too long in characters.
    limit = options.max_chars * 4 + 4
    data = stream.read(limit + 1)
    if len(data) > limit:
        refuse_binary(data, name)
        raise too_long(name, options)
    yield assemble(name, decode(data, name), Known(), sha256(data).hexdigest(), options)
