"""Small values packed against a dictionary of what often stands in them, so that a hundred bytes become fifty."""

from __future__ import annotations

import zlib

from onrecord.errors import StoreError

_OFTEN = (
    b'"span":[,"text":"","in":"title","kind":"named","role","unnamed","collective","document","media","crowd","pronoun",'
    b'"entities":["country:person:igo:organization:armed_group:government:military:place:people:"],"iso3":["USA","GBR",'
    b'"RUS","SYR","TUR","IRN","ISR","UKR","CHN","FRA","DEU"],"sectors":["GOV","MIL","CVL","JRN","LEG","ELI"],"inferred":'
    b'false,true,"candidates":[]},"cue":{"span":[,"text":"said","act":"say","form":"indirect","direct","mixed","content":'
    b'[{"span":[,"verbatim":[],"venue":null,"addressee":null,"when":{"start":"20","end":"20","precision":"day","anchor":'
    b'"published","value":null,"parent":null,"chain":["id":"c","spans":[[]],"events":["e"],"ties":[],"quantities":[],'
    b'"stances":[{"holder":"outlet","statement":null,"stance":"asserts","likelihood":null,"scale":null}],"standing":'
    b'"outlet_voice","asserted","roots":1},{"id":"e","type":"ASSAULT","mode":null,"contexts":["military"],"cameo":"190",'
    b'"quad":"material conflict","verbal cooperation","trigger":{"actors":[{"entity":"recipients":[{"where":null,'
    b'"level":"narrated","content","realis":"actual","aux":[],"series":"observed","attributed","claim":"c","score":0.9,"own":null}'
    b'{"span":[,"name":"","admin1":null,"lat":3,"lon":3,"what":"","unit":null,"min":,"max":,"best":,'
    b'"exclusive_min":false,"exclusive_max":false,"approx":false,"fate":null},"mentions":[{"form":"name","roles":[{"title":"from":"to":null,'
    b'"former":false}]"stage":"who","reason":"sha256:"reader":{"version":"0.models":{"parser":"attribution":"events":'
    b"\xa6outlet\xa7asserts\xa8observed\xaaattributed\xa4said\xa6denies\xa7alleges\xa8country:\xa7person:\xa7outlet:"
    b"\xaa2019-01-01\xaa2018-01-01a country:USAr country:RUSh person:s person:h USAa USAr USAs USA"
)
"""What often stands in a reading's JSON and in a tally; a part of the format: it never changes within a version."""


def squeeze(value: bytes) -> bytes:
    """Pack a value."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -15, zdict=_OFTEN)
    return packer.compress(value) + packer.flush()


def unsqueeze(packed: bytes) -> bytes:
    """A value again.

    Raises:
        StoreError: it is damaged.
    """
    opener = zlib.decompressobj(-15, zdict=_OFTEN)
    try:
        return opener.decompress(packed) + opener.flush()
    except zlib.error as error:
        raise StoreError(f"a stored value is damaged: {error} (onrecord verify --record names where)") from error
