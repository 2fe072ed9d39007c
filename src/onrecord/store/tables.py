"""The tables of a record.

What was read is only ever added to: `reports`, `readings`, `judgements` and `ledger`. The rest is an index over it,
which can be made again from them at any time (`onrecord.record.rebuild`): `items`, `profiles`, `blocks`, `links`,
`entries`, `parties`, `labels`, `names`; `bands` are of the reports' texts alone.

| table | a row is |
|---|---|
| `meta` | a fact about the record: the version of its tables, of its merging |
| `reports` | one revision of one report, with its text; `current` marks the newest |
| `readings` | what a revision was read as, packed by part |
| `items` | one statement, claim, event or tie of a current reading, with its place |
| `profiles` | items that cannot be told apart by what merging looks at, under the hash of that |
| `blocks` | a key under which a profile is looked for |
| `links` | two profiles that may tell the same, with the score |
| `entries` | what the record holds: profiles that are held to tell the same |
| `labels` | the id of an entity, or a country, that filters ask for |
| `parties` | who is in an entry, on which side, and when; for filters |
| `bands` | a band of a report's signature, under which near-duplicates are looked for |
| `names` | a name under which current readings know an entity, and in how many |
| `judgements` | what a person decided |
| `ledger` | one link of the chain of hashes, one for each addition |
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    Select,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
)  # fmt: skip

Asking = Select[*tuple[Any, ...]]
"""A question to the database, whatever its columns."""
Found = Row[*tuple[Any, ...]]
"""A row that answers it."""

metadata = MetaData()
Key = BigInteger().with_variant(Integer, "sqlite")
"""SQLite counts rows up in INTEGER columns alone."""

meta = Table("meta", metadata, Column("name", String, primary_key=True), Column("value", String, nullable=False))

reports = Table(
    "reports",
    metadata,
    Column("key", Key, primary_key=True),
    Column("id", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("current", SmallInteger, nullable=False),
    Column("sha256", String, nullable=False),
    Column("text_sha256", String, nullable=False),
    Column("digest", String, nullable=False),
    Column("outlet", Text),
    Column("title", Text),
    Column("published", String),
    Column("url", Text),
    Column("voice", Text, nullable=False),
    Column("credit", Text),
    Column("family", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    UniqueConstraint("id", "revision"),
)
Index("reports_text", reports.c.text_sha256)
Index("reports_current", reports.c.current, reports.c.published.desc(), reports.c.id)
Index("reports_family", reports.c.family)

readings = Table(
    "readings",
    metadata,
    Column("report", Key, primary_key=True),
    Column("sha256", String, nullable=False),
    Column("head", LargeBinary, nullable=False),
    Column("statements", LargeBinary, nullable=False),
    Column("claims", LargeBinary, nullable=False),
    Column("events", LargeBinary, nullable=False),
    Column("ties", LargeBinary, nullable=False),
    Column("rest", LargeBinary, nullable=False),
)

items = Table(
    "items",
    metadata,
    Column("key", Key, primary_key=True),
    Column("report", Key, nullable=False),
    Column("kind", String(1), nullable=False),
    Column("number", Integer, nullable=False),
    Column("id", BigInteger, nullable=False),
    Column("profile", Key, nullable=False),
    Column("lo", Integer, nullable=False),
    Column("hi", Integer, nullable=False),
    Column("title", SmallInteger, nullable=False),
)
Index("items_report", items.c.report)
Index("items_id", items.c.id)
Index("items_profile", items.c.profile)

profiles = Table(
    "profiles",
    metadata,
    Column("key", Key, primary_key=True, autoincrement=False),
    Column("entry", Key),
    Column("features", LargeBinary, nullable=False),
    Column("tally", LargeBinary, nullable=False),
)
Index("profiles_entry", profiles.c.entry)

blocks = Table(
    "blocks",
    metadata,
    Column("block", BigInteger, primary_key=True),
    Column("profile", Key, primary_key=True),
    sqlite_with_rowid=False,
)

links = Table(
    "links",
    metadata,
    Column("one", Key, primary_key=True),
    Column("other", Key, primary_key=True),
    Column("score", Float, nullable=False),
    sqlite_with_rowid=False,
)
Index("links_other", links.c.other)
Index("links_score", links.c.score)

entries = Table(
    "entries",
    metadata,
    Column("key", Key, primary_key=True),
    Column("kind", String(1), nullable=False),
    Column("id", BigInteger, nullable=False),
    Column("item", BigInteger, nullable=False),
    Column("type", String),
    Column("series", String),
    Column("standing", String),
    Column("day", Integer, nullable=False),
    Column("until", Integer, nullable=False),
    Column("iso3", String),
    Column("reports", Integer, nullable=False),
    Column("outlets", Integer, nullable=False),
    Column("roots", Integer, nullable=False),
)
Index("entries_id", entries.c.id, unique=True)
Index("entries_day", entries.c.kind, entries.c.day)
for _name in ("type", "series", "standing", "iso3"):
    _given = entries.c[_name].is_not(None)
    Index(f"entries_{_name}", entries.c[_name], entries.c.day, sqlite_where=_given, postgresql_where=_given)

labels = Table(
    "labels",
    metadata,
    Column("key", Key, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
)

parties = Table(
    "parties",
    metadata,
    Column("label", Key, primary_key=True),
    Column("side", SmallInteger, primary_key=True),
    Column("day", Integer, primary_key=True),
    Column("entry", Key, primary_key=True),
    sqlite_with_rowid=False,
)
Index("parties_entry", parties.c.entry)

bands = Table(
    "bands",
    metadata,
    Column("band", BigInteger, primary_key=True),
    Column("report", Key, primary_key=True),
    sqlite_with_rowid=False,
)
Index("bands_report", bands.c.report)

judgements = Table(
    "judgements",
    metadata,
    Column("key", Key, primary_key=True),
    Column("verb", String, nullable=False),
    Column("one", Text, nullable=False),
    Column("other", Text),
    Column("field", Text),
    Column("value", Text),
    Column("note", Text),
    Column("by", Text),
)

names = Table(
    "names",
    metadata,
    Column("entity", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("kind", String, nullable=False),
    Column("iso3", String),
    Column("times", Integer, nullable=False),
)
Index("names_name", names.c.name)

ledger = Table(
    "ledger",
    metadata,
    Column("number", Key, primary_key=True),
    Column("what", String, nullable=False),
    Column("subject", Text, nullable=False),
    Column("bytes", String, nullable=False),
    Column("text", String, nullable=False),
    Column("reading", String, nullable=False),
    Column("previous", String, nullable=False),
    Column("hash", String, nullable=False),
)

SUBJECTS = Index("ledger_subject", ledger.c.subject)
"""Finds the link of a report's revision."""

DERIVED = (items, profiles, blocks, links, entries, parties, labels)
"""What merging makes, and can make again from the rest."""
