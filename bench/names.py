"""How fast the tables of names load, and how fast mentions are resolved: `python bench/names.py`.

Loading: every table of `who` and `where`, in this process, and the memory that it takes. Resolving by the tables: each
mention of the reports' entities, to its entity as of the report's day. Resolving in the text: the whole of `who` and
`where` over parsed reports, coreference and pronouns included.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from importlib.resources import as_file, files
from pathlib import Path


def memory() -> float:
    """The most memory that this process has taken, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def load() -> None:
    """Load every table of names."""
    from onrecord.codebook import offices, sectors
    from onrecord.where.atlas import atlas
    from onrecord.who.lexicon import names, place_iso3

    for table in (names, offices.full_names, offices.short_names, offices.noted_by_surname, offices.given_names,
                  offices.by_ends, sectors.roles, sectors.domains, atlas):  # fmt: skip
        table()
    place_iso3("Homs")


def resolved(wordings: list[tuple[str, str | None]]) -> int:
    """How many wordings the tables have an entity for, as of a day."""
    from onrecord.codebook.offices import full_names, standing
    from onrecord.who.lexicon import names, sectors_at

    found = 0
    for text, day in wordings:
        known = names().get(text)
        people = () if known else full_names().get(text)
        for entry in known[:1]:
            sectors_at(entry.sectors, day)
        for key in people[:1]:
            standing(key, day)
        found += bool(known or people)
    return found


def main() -> None:
    """Print the figures."""
    import onrecord.where
    import onrecord.who  # noqa: F401
    from onrecord.errors import InputError

    before, began = memory(), time.perf_counter()
    load()
    print(f"loading: {time.perf_counter() - began:.2f} s, {memory() - before:.0f} MB")
    from onrecord import intake, where, who
    from onrecord.language import Parser

    parser = Parser()
    if len(sys.argv) > 1:
        rows = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()[:60]]
        reports = [intake.from_text(row["text"], published=row.get("published")) for row in rows]
    else:
        with as_file(files("onrecord.data") / "reports") as folder:
            reports = [item for item in intake.reports([folder]) if not isinstance(item, InputError)]
    parsed = [parser.parse(report) for report in reports]
    casts = [who.find(one) for one in parsed]
    began = time.perf_counter()
    for one in parsed:
        where.find(one, who.find(one))
    taken = time.perf_counter() - began
    mentions = [
        (mention.text, one.report.published)
        for one, cast in zip(parsed, casts, strict=True)
        for entity in cast.entities
        for mention in entity.mentions
        if mention.form != "pronoun"
    ]
    words = sum(len(one.tokens) for one in parsed)
    print(
        f"in the text: {words / taken:,.0f} words/s, {len(mentions) / taken:,.0f} mentions/s ({len(mentions)} of them)"
    )
    began, rounds = time.perf_counter(), 0
    while time.perf_counter() - began < 1:
        resolved(mentions)
        rounds += 1
    rate = rounds * len(mentions) / (time.perf_counter() - began)
    print(f"by the tables: {rate:,.0f} mentions/s")


if __name__ == "__main__":
    main()
