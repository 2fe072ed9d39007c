"""Where: a place that the report names."""

from __future__ import annotations

from typing import Literal

from onrecord.model.span import Span

PlacePrecision = Literal["point", "city", "admin1", "country", "sea", "region"]


class Place(Span, frozen=True, kw_only=True):
    """A place name and what it stands for.

    Attributes:
        name: the usual English name ("Kursk Oblast" for "Kursk region").
        iso3: the state that the report's own wording and ISO give; None for seas, cross-border
            rivers and continents.
        admin1: ISO 3166-2 (`RU-KRS`), where the place is, or lies in, a first-level region.
        lat, lon: degrees, WGS 84, no sharper than the text; None where no point would be honest.
        precision: what kind of thing the coordinates stand for.
    """

    name: str
    iso3: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: PlacePrecision = "region"
