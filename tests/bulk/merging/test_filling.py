"""Filling a record at once: the same as adding one after the other, in both databases, however it is cut or broken."""

from __future__ import annotations

import errno
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from onrecord import Reading, Record
from onrecord.bulk.merging import components, reading
from onrecord.bulk.merging.filling import Filled, fill
from onrecord.errors import InputError, StoreError
from onrecord.record import linking
from onrecord.record.keeping import Keeper, keep
from onrecord.record.reprints import Signed, can_be_reprint, is_reprint, may_be_reprint, may_be_reprints, sign
from onrecord.store import Store, open_store
from tests.bulk.merging.dumped import dumped
from tests.record.made import claimed, kept_in_pieces, strike
from tests.record.test_growing import strikes

SMALL = 1 << 20
"""Memory of which a record of a few dozen readings is cut into many buckets."""


def written(folder: Path, order: Sequence[Reading], sizes: Sequence[int]) -> list[Path]:
    """Files with so many readings each, over and over."""
    folder.mkdir(parents=True, exist_ok=True)
    files, left = [], list(order)
    while left:
        size = sizes[len(files) % len(sizes)]
        some, left = left[:size], left[size:]
        lines = pa.array([one.to_json().encode() for one in some], pa.binary())
        files.append(folder / f"readings-{len(files):03d}.parquet")
        pq.write_table(pa.table({"report": [one.report.id for one in some], "reading": lines}), files[-1])
    return files


def one_by_one(place: str, order: Sequence[Reading]) -> dict[str, list[Any]]:
    """What is in a record to which readings were added one after the other."""
    store = kept_in_pieces(place, order, 1)
    try:
        return dumped(store)
    finally:
        store.close()


def at_once(place: str, order: Sequence[Reading], folder: Path, **more: Any) -> tuple[Filled, Store]:
    """A record that was filled, open for writing."""
    filled = fill(place, written(folder / "files", order, (7, 1, 12)), folder / "work", **({"memory": SMALL} | more))
    return filled, open_store(place, write=True)


def stories(many: int, seed: int) -> list[Reading]:
    """Reports of a few stories: whole, cut or edited, by several outlets, some by wires that they name."""
    rng = random.Random(seed)
    vocabulary = [
        f"{first}{second}" for first in ("bra", "clo", "dri", "fle", "gno") for second in ("mer", "tan", "vik")
    ]
    told = []
    for _ in range(4):
        words = " ".join(rng.choice(vocabulary) for _ in range(120))
        told.append(f"Rebels shelled the port of Aden on Monday, residents said. {words}.")
    made = []
    for number in range(many):
        words = rng.choice(told).split()
        text = " ".join(words[: rng.choice((60, 90, len(words)))])
        if rng.random() < 0.3:
            text = f"ADEN (Reuters) - {text}"
        day = rng.choice((None, f"2026-03-{rng.randrange(2, 9):02d}"))
        made.append(strike(f"st-{number}", text, outlet=rng.choice(("Northwire", "Eastport", None)), day=day))
    return made


def test_it_is_the_same_as_one_by_one(places: Iterator[str], tmp_path: Path, bundled: tuple[Reading, ...]) -> None:
    order = [*bundled[:4], *strikes(16, 7), *stories(14, 3), *bundled[4:]]
    wanted = one_by_one(next(places), order)
    filled, store = at_once(next(places), order, tmp_path)
    assert filled[:3] == (38, 0, 0)
    assert dumped(store) == wanted
    assert [one.name for one in (tmp_path / "work").iterdir()] == [".lock"]
    store.close()


@pytest.mark.parametrize("fullest", [2, 5, 12])
def test_full_blocks_are_as_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fullest: int) -> None:
    monkeypatch.setattr(linking, "FULLEST", fullest)
    order = strikes(48, 11)
    wanted = one_by_one(str(tmp_path / "wanted.db"), order)
    _, store = at_once(str(tmp_path / "made.db"), order, tmp_path)
    made = dumped(store)
    assert made == wanted
    assert any(row["profile"] == linking.FULL for row in made["blocks"])
    with store.writing() as connection:
        Keeper(connection).rebuild(10)
    assert dumped(store) == wanted
    store.close()


def edited(order: Sequence[Reading]) -> list[Reading]:
    """Readings, some of which come again: as they were, with another text, under another reader's names, and back."""
    old, text = order[3], "CORRECTED: Rebels bombed the market of Mocha on Monday, residents said."
    new = strike(old.report.id, text, word="bombed", day="2026-03-05")
    holder = claimed(order[5].report.id, "person:one", "denies", "The port was never shelled, he said on Monday.")
    return [*order[:10], old, new, *order[10:], new, holder, order[5], order[8], old, *order[-3:]]


def test_revisions_and_duplicates(places: Iterator[str], tmp_path: Path) -> None:
    order = edited([*stories(12, 5), *strikes(8, 2)])
    wanted = one_by_one(next(places), order)
    filled, store = at_once(next(places), order, tmp_path)
    assert filled[:3] == (20, 4, 6)
    assert dumped(store) == wanted
    store.close()
    with Record(store.name) as record:
        proof = record.prove()
    assert (proof.additions, proof.revisions, proof.breaks) == (24, 24, ())


def test_a_family_that_fell_apart(places: Iterator[str], tmp_path: Path) -> None:
    """The text that two others were reprints of is revised away; what follows is what it would be one by one."""
    whole = stories(1, 8)[0].report.text
    words = whole.split()
    parts = [" ".join(words[:60]), whole, " ".join(words[45:])]
    order = [
        strike(f"nw-{at}", text, who=text.split()[0], word=text.split()[1], outlet=f"O{at}", day=f"2026-03-0{5 - at}")
        for at, text in enumerate(parts)
    ]
    order += [strike("nw-1", "Rebels shelled another port altogether.", outlet="O1"), strike("nw-7", parts[0])]
    wanted = one_by_one(next(places), order)
    _, store = at_once(next(places), order, tmp_path)
    assert dumped(store) == wanted
    store.close()


def test_it_grows_on(places: Iterator[str], tmp_path: Path) -> None:
    order = edited([*stories(8, 6), *strikes(14, 4)])
    wanted = one_by_one(next(places), order)
    _, store = at_once(next(places), order[:16], tmp_path)
    for one in order[16:]:
        keep(store, [one])
    assert dumped(store) == wanted
    store.close()


def test_how_files_are_cut_and_who_works_changes_nothing(tmp_path: Path) -> None:
    order = edited([*stories(10, 6), *strikes(20, 4)])
    wanted = one_by_one(str(tmp_path / "wanted.db"), order)
    for number, (sizes, workers, memory) in enumerate((((100,), 1, 1 << 30), ((3, 5), 2, SMALL))):
        place = str(tmp_path / f"made-{number}.db")
        fill(place, written(tmp_path / str(number), order, sizes), tmp_path / "work", workers, memory)
        store = open_store(place)
        assert dumped(store) == wanted
        store.close()


class Killed(BaseException):
    """What nobody catches."""


@pytest.mark.parametrize("at", ["reading", "families", "telling", "linking", "components", "entering", "loading"])
def test_broken_off_and_gone_on_with(tmp_path: Path, at: str) -> None:
    order = edited([*stories(6, 6), *strikes(16, 4)])
    place, files = str(tmp_path / "made.db"), written(tmp_path / "files", order, (9,))
    begun: list[tuple[str, int]] = []

    def broken(step: str, done: int, of: int) -> None:
        begun.append((step, done))
        if step == at and done == (of + 1) // 2:
            raise Killed

    with pytest.raises(Killed):
        fill(place, files, tmp_path / "work", 1, SMALL, broken)
    assert not Path(place).exists()
    rest: list[tuple[str, int]] = []
    fill(place, files, tmp_path / "work", 1, SMALL, lambda step, done, of: rest.append((step, done)))
    assert not set(begun) & set(rest) - {(step, done) for step, done in begun if step == "loading"}
    store = open_store(place)
    assert dumped(store) == one_by_one(str(tmp_path / "wanted.db"), order)
    store.close()


def test_other_files_are_not_gone_on_with(tmp_path: Path) -> None:
    files = written(tmp_path / "files", strikes(12, 4), (6,))
    with pytest.raises(InputError):
        fill(str(tmp_path / "a.db"), [*files, tmp_path / "none.parquet"], tmp_path / "work")
    fill(str(tmp_path / "a.db"), files[::-1], tmp_path / "work")
    fill(str(tmp_path / "b.db"), files, tmp_path / "work")
    with Record(tmp_path / "a.db") as one, Record(tmp_path / "b.db") as other:
        assert one.prove().end != other.prove().end


def test_a_place_with_reports_is_refused(places: Iterator[str], tmp_path: Path) -> None:
    place = next(places)
    files = written(tmp_path / "files", strikes(3, 4), (6,))
    open_store(place, write=True).close()  # an empty record is none
    assert fill(place, files, tmp_path / "work").added == 3
    with pytest.raises(StoreError, match=r"a record is there.*onrecord add FILE"):
        fill(place, files, tmp_path / "work")
    store = open_store(place, write=True)
    assert len(dumped(store)["reports"]) == 3
    store.close()


def test_what_cannot_be_used_is_named(tmp_path: Path) -> None:
    (good,) = written(tmp_path / "files", strikes(3, 4), (6,))
    table = pq.read_table(good)
    lines = table["reading"].to_pylist()
    bad = tmp_path / "bad.parquet"
    for made, told in (
        (table.drop_columns(["report"]), r"bad\.parquet: no column `report`"),
        (table.set_column(1, "reading", pa.array([1, 2, 3])), r"bad\.parquet: no column `reading`"),
        (table.set_column(1, "reading", pa.array([lines[0], b"{", lines[2]])), r"bad\.parquet, row 2: not a reading"),
        (table.set_column(1, "reading", pa.array([lines[0], lines[2], None])), r"row 2: the reading of 'nw-2'"),
        (table.set_column(1, "reading", pa.array([lines[0], lines[1], None])), r"row 3: no reading"),
        (table.slice(0, 0), "no readings in it"),
    ):
        pq.write_table(made, bad)
        files = [good, bad] if len(made) else [bad]
        with pytest.raises(InputError, match=told):
            fill(str(tmp_path / "made.db"), files, tmp_path / "work")
    bad.write_bytes(good.read_bytes()[:-20])
    with pytest.raises(InputError, match=r"bad\.parquet: no file of Parquet"):
        fill(str(tmp_path / "made.db"), [bad], tmp_path / "work")
    data = bytearray(good.read_bytes())
    data[4:400] = bytes(396)
    bad.write_bytes(data)
    with pytest.raises(InputError, match=r"bad\.parquet, row 1: broken"):
        fill(str(tmp_path / "made.db"), [bad], tmp_path / "work")
    assert not list(tmp_path.glob("*.db*"))


def test_a_full_disk_keeps_what_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = written(tmp_path / "files", strikes(8, 4), (6,))

    def full(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(components.np.lib.format, "open_memmap", full)
        with pytest.raises(StoreError, match="the disk is full"):
            fill(str(tmp_path / "made.db"), files, tmp_path / "work")
    monkeypatch.setattr(reading, "_columns", full)
    assert fill(str(tmp_path / "made.db"), files, tmp_path / "work").added == 8


def test_what_hangs_together_beyond_memory_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(components, "LEAST", 1)
    monkeypatch.setattr(components, "EACH", SMALL)
    with pytest.raises(StoreError, match=r"\d+ profiles hang together"):
        fill(str(tmp_path / "made.db"), written(tmp_path / "files", strikes(30, 7), (6,)), tmp_path / "work", 1, SMALL)
    assert not (tmp_path / "made.db").exists()


def test_cheap_looks_never_miss_a_reprint() -> None:
    texts = [one.report.text for one in stories(24, 9)] + [one.report.text for one in strikes(12, 1)]
    signs = [sign(text) for text in texts]
    import numpy as np

    signed = np.array([np.frombuffer(one.signature, "<u2") for one in signs])
    lengths = np.array([len(text) for text in texts])
    for one, text in enumerate(texts):
        may = may_be_reprints(signed, lengths, signed[one], len(text))
        for other, its in enumerate(texts):
            mine, theirs = (Signed(signs[at].signature, len(texts[at])) for at in (one, other))
            assert bool(may[other]) is may_be_reprint(mine, theirs)
            assert can_be_reprint(signs[one], signs[other]) or not is_reprint(text, its)
