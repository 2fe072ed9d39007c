"""Opening a record, and all that can stand in the way: each is told by name, with what to do."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Connection, inspect, text, update

from onrecord.errors import StoreError
from onrecord.record.keeping import keep
from onrecord.store import default_path, migrations, open_store
from onrecord.store.opening import Store
from onrecord.store.tables import SUBJECTS, meta
from tests.record.made import strike


def test_where_the_record_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ONRECORD_RECORD", "here.db")
    assert default_path() == "here.db"
    monkeypatch.delenv("ONRECORD_RECORD")
    assert default_path().endswith("record.db")
    made = open_store(tmp_path / "new" / "folder" / "record.db", write=True)
    made.close()
    assert (tmp_path / "new" / "folder" / "record.db").exists()


@pytest.mark.parametrize("write", [False, True])
def test_what_is_no_record(tmp_path: Path, write: bool) -> None:
    (tmp_path / "text.db").write_text("not a database " * 100)
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("CREATE TABLE people (name TEXT)")
    other.commit()
    other.close()
    for name, said in (("text.db", "not a record"), ("other.db", "another database"), (".", "a directory")):
        with pytest.raises(StoreError, match=said) as error:
            open_store(tmp_path / name, write=write)
        assert str(tmp_path) in str(error.value)


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"no record there .onrecord add FILE --record"):
        open_store(tmp_path / "missing.db")
    (tmp_path / "empty.db").touch()
    with pytest.raises(StoreError, match="an empty file"):
        open_store(tmp_path / "empty.db")
    with pytest.raises(StoreError, match="a record is a file"):
        open_store("mysql://somewhere/else", write=True)


def test_a_newer_version_is_refused(tmp_path: Path) -> None:
    store = open_store(tmp_path / "record.db", write=True)
    with store.writing() as connection:
        connection.execute(update(meta).where(meta.c.name == "tables").values(value="99"))
    for write in (False, True):
        with pytest.raises(StoreError, match=r"made by a newer OnRecord .tables 99"):
            open_store(tmp_path / "record.db", write=write)


def test_an_older_version_is_migrated_wholly_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "record.db"
    keep(open_store(path, write=True), [strike("nw-1")])

    def second(connection: Connection) -> None:
        connection.execute(text("CREATE TABLE notes (word TEXT)"))

    def broken(connection: Connection) -> None:
        connection.execute(text("CREATE TABLE more (word TEXT)"))
        connection.execute(text("INSERT INTO nowhere VALUES (1)"))

    now = migrations.newest()
    steps = (*migrations.MIGRATIONS, migrations.Migration(now + 1, "adds notes", second))
    monkeypatch.setattr(migrations, "MIGRATIONS", (*steps, migrations.Migration(now + 2, "fails", broken)))
    with pytest.raises(StoreError, match=r"made by an older OnRecord .onrecord migrate"):
        open_store(path)
    with Store(str(path), write=False).reading() as connection:
        assert [step.does for step in migrations.pending(connection, "it")] == ["adds notes", "fails"]
    with pytest.raises(StoreError, match=r"no such table|not a record"):
        open_store(path, write=True)
    with Store(str(path), write=False).reading() as connection:
        assert migrations.version(connection) == now
        assert not connection.dialect.has_table(connection, "notes")
    monkeypatch.setattr(migrations, "MIGRATIONS", steps)
    with open_store(path, write=True).reading() as connection:
        assert migrations.version(connection) == now + 1


def test_a_record_of_the_first_tables_gets_the_index_that_it_lacks(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    store = open_store(path, write=True)
    keep(store, [strike("nw-1")])
    with store.writing() as connection:
        SUBJECTS.drop(connection)
        connection.execute(update(meta).where(meta.c.name == "tables").values(value="1"))
    store.close()
    with pytest.raises(StoreError, match=r"made by an older OnRecord"):
        open_store(path)
    with open_store(path, write=True).reading() as connection:
        assert "ledger_subject" in {one["name"] for one in inspect(connection).get_indexes("ledger")}


def test_a_folder_that_may_not_be_written_to(tmp_path: Path) -> None:
    folder = tmp_path / "sealed"
    folder.mkdir()
    store = open_store(folder / "record.db", write=True)
    keep(store, [strike("nw-1")])
    store.close()
    folder.chmod(0o500)
    (folder / "record.db").chmod(0o400)
    try:
        if os.geteuid() != 0:
            with pytest.raises(StoreError, match=r"not allowed to write|cannot be opened"):
                keep(open_store(folder / "record.db", write=True), [strike("nw-2")])
        with open_store(folder / "record.db").reading() as connection:
            assert migrations.version(connection) == migrations.newest()
    finally:
        folder.chmod(0o700)


def test_a_password_is_never_shown() -> None:
    store = Store("postgresql://me:secret@127.0.0.1:1/none", write=False)
    assert store.shown == "postgresql://me:***@127.0.0.1:1/none"
    with pytest.raises(StoreError) as error:
        store.prepare()
    assert "secret" not in str(error.value)
    assert "***@127.0.0.1" in str(error.value)
