"""Full text, as each database has it: FTS5 in SQLite, `tsvector` in PostgreSQL. Nothing else knows the difference."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.sql.selectable import TextualSelect

from onrecord.store.tables import profiles, reports

_TOKENS = "columnsize=0, tokenize='porter unicode61 remove_diacritics 2'"
_MAKE = {
    "sqlite": (
        f"CREATE VIRTUAL TABLE report_words USING fts5(title, body, content='', {_TOKENS})",
        f"CREATE VIRTUAL TABLE profile_words USING fts5(body, content='', detail='none', {_TOKENS})",
    ),
    "postgresql": (
        "CREATE TABLE report_words (id BIGINT PRIMARY KEY, words tsvector NOT NULL)",
        "CREATE INDEX report_words_words ON report_words USING gin (words)",
        "CREATE TABLE profile_words (id BIGINT PRIMARY KEY, words tsvector NOT NULL)",
        "CREATE INDEX profile_words_words ON profile_words USING gin (words)",
    ),
}
_ADD_REPORT = {
    "sqlite": "INSERT INTO report_words (rowid, title, body) VALUES (:id, :title, :body)",
    "postgresql": "INSERT INTO report_words (id, words) VALUES (:id, setweight(to_tsvector('english', :title), 'A') || "
    "to_tsvector('english', :body))",
}
_ADD = {
    "sqlite": "INSERT INTO profile_words (rowid, body) VALUES (:id, :body)",
    "postgresql": "INSERT INTO profile_words (id, words) VALUES (:id, to_tsvector('english', :body))",
}
_DROP = {
    "sqlite": "INSERT INTO profile_words (profile_words, rowid, body) VALUES ('delete', :id, :body)",
    "postgresql": "DELETE FROM profile_words WHERE id = :id",
}
_CLEAR = {
    "sqlite": "INSERT INTO profile_words (profile_words) VALUES ('delete-all')",
    "postgresql": "DELETE FROM profile_words",
}
_REPORTS = {
    "sqlite": "SELECT rowid AS k, rank AS r FROM report_words WHERE report_words MATCH :words",
    "postgresql": "SELECT id AS k, -ts_rank(words, websearch_to_tsquery('english', :words)) AS r FROM report_words "
    "WHERE words @@ websearch_to_tsquery('english', :words)",
}
_PROFILES = {
    "sqlite": "SELECT rowid FROM profile_words WHERE profile_words MATCH :words",
    "postgresql": "SELECT id FROM profile_words WHERE words @@ plainto_tsquery('english', :words)",
}


def make(connection: Connection) -> None:
    """Make the tables of words."""
    for statement in _MAKE[connection.dialect.name]:
        connection.execute(text(statement))


def add_report(connection: Connection, key: int, title: str, body: str) -> None:
    """Put a report's words in."""
    add_reports(connection, [(key, title, body)])


def add_reports(connection: Connection, rows: Iterable[tuple[int, str, str]]) -> None:
    """Put the words of reports in: of each its key, title and body."""
    made = [{"id": key, "title": title, "body": body} for key, title, body in rows]
    connection.execute(text(_ADD_REPORT[connection.dialect.name]), made)


def add_profiles(connection: Connection, texts: Mapping[int, str]) -> None:
    """Put the words of profiles in, by key."""
    connection.execute(text(_ADD[connection.dialect.name]), _rows(texts.items()))


def drop_profiles(connection: Connection, texts: Mapping[int, str]) -> None:
    """Take the words of profiles out; the texts are those that were put in."""
    connection.execute(text(_DROP[connection.dialect.name]), _rows(texts.items()))


def clear_profiles(connection: Connection) -> None:
    """Take the words of all profiles out."""
    connection.execute(text(_CLEAR[connection.dialect.name]))


def reports_with(connection: Connection, words: str) -> TextualSelect:
    """Keys `k` of the reports that hold all words, phrases in quotation marks kept together, and their rank `r`."""
    asked = words if connection.dialect.name == "postgresql" else _phrases(words)
    found = text(_REPORTS[connection.dialect.name]).bindparams(words=asked)
    return found.columns(reports.c.key.label("k"), reports.c.revision.label("r"))


def profiles_with(connection: Connection, words: str) -> TextualSelect:
    """Keys of the profiles that hold all words."""
    asked = words if connection.dialect.name == "postgresql" else _all(words)
    return text(_PROFILES[connection.dialect.name]).bindparams(words=asked).columns(profiles.c.key)


def _rows(texts: Iterable[tuple[int, str]]) -> list[dict[str, Any]]:
    return [{"id": key, "body": body} for key, body in texts]


def _phrases(words: str) -> str:
    """A question of FTS5: all words, and phrases as they stand."""
    quoted = [part for part in re.findall(r'"([^"]*)"', words) if re.search(r"\w", part)]
    rest = re.sub(r'"[^"]*"', " ", words)
    parts = ['"' + " ".join(re.findall(r"\w+", phrase)) + '"' for phrase in quoted]
    return " AND ".join([*parts, _all(rest)] if re.search(r"\w", rest) else parts)


def _all(words: str) -> str:
    """A question of FTS5: all words, whatever signs stand between them."""
    return " AND ".join(f'"{word}"' for word in re.findall(r"\w+", words)) or '""'
