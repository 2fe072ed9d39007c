"""How the answer of `onrecord who` looks: who it is, what counts on the day, and what decided."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.codebook.countries import name_of
from onrecord.codebook.members import bodies_of, members_on
from onrecord.model import Role
from onrecord.render.marks import harmless
from onrecord.render.names import shorten
from onrecord.who.lookup import Identity

_WIDEST = 9
"""Letters of the longest field's name, so that several answers stand in line."""
_MOST_ROLES = 8
"""Offices that are shown; the rest is counted."""


def identity(found: Identity, asked: str, on: str | None) -> RenderableType:
    """The answer to one question, a field a line."""
    head = Text(harmless(found.name), style="bold")
    if found.name != asked:
        head.append(f"  (“{shorten(harmless(asked), 90)}”)", style="dim")
    rows = Table.grid(padding=(0, 2, 0, 0))
    rows.add_column(min_width=_WIDEST, no_wrap=True)
    rows.add_column()
    for name, value in _fields(found, on):
        rows.add_row(Text(name, style="dim"), Text(harmless(value)))
    return Group(head, Padding(rows, (0, 0, 0, 2), expand=False))


def _fields(found: Identity, on: str | None) -> list[tuple[str, str]]:
    rows = [("entity", found.entity or "none that is known")]
    rows += [("may be", f"{candidate.name}, {candidate.entity}") for candidate in found.candidates]
    rows.append(("country", f"{found.iso3} {_country(found.iso3)}".strip() if found.iso3 else "unknown"))
    rows.append(("sectors", " ".join(found.sectors) or "none"))
    held = [role for role in found.roles if not role.former]
    left = [role for role in found.roles if role.former]
    rows += [("holds", _role(role)) for role in held[:_MOST_ROLES]]
    rows += [("held", _role(role)) for role in left[:_MOST_ROLES]]
    more = len(held[_MOST_ROLES:]) + len(left[_MOST_ROLES:])
    rows += [("", f"and {more} more")] if more else []
    rows += _bodies(found, on)
    return rows + [("why", why) for why in found.why]


def _bodies(found: Identity, on: str | None) -> list[tuple[str, str]]:
    """The members of a body, or the bodies that a state is a member of, on the day."""
    if found.entity is None or on is None:
        return []
    if found.kind == "igo":
        names = [name_of(code) for code in members_on(found.entity, on)]
        return [("members", f"{len(names)} on {on}: {', '.join(sorted(names))}")] if names else []
    if found.kind == "country" and found.iso3:
        names = list(bodies_of(found.iso3, on))
        return [("member of", f"on {on}: {', '.join(names)}")] if names else []
    return []


_CODES = {"EUR": "bodies of the European Union", "UNO": "United Nations bodies", "IGO": "other bodies of states"}


def _country(iso3: str) -> str:
    return _CODES.get(iso3) or name_of(iso3)


def _role(role: Role) -> str:
    since, to = role.since or "", role.to or ""
    span = f"{since} to {to}" if since and to else f"since {since}" if since else f"to {to}" if to else ""
    return ", ".join(part for part in (role.title, role.iso3 or "", span) if part)
