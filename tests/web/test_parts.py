"""Limits, tags, kept answers and addresses, each by itself."""

from __future__ import annotations

import json

import pytest

from onrecord.errors import ConfigError
from onrecord.web.answers import encoded
from onrecord.web.limits import Bucket, neighbour
from onrecord.web.paths import apart
from onrecord.web.ready import Ready, fresh, tag
from onrecord.web.settings import Settings, checked


def test_a_bucket_gives_so_many_at_once_and_then_so_many_a_minute() -> None:
    bucket = Bucket(60, 20)
    assert [bucket.take("a", 0.0) for _ in range(20)] == [0.0] * 20
    assert bucket.take("a", 0.0) == pytest.approx(1.0)
    assert bucket.take("b", 0.0) == 0.0
    assert bucket.take("a", 0.5) == pytest.approx(0.5)
    assert sum(not bucket.take("a", 1.0 + tick / 100) for tick in range(6000)) == 60
    assert sum(not bucket.take("a", 10_000.0) for _ in range(100)) == 20


def test_looking_takes_nothing() -> None:
    bucket = Bucket(10, 10)
    assert [bucket.wait("a", 0.0) for _ in range(30)] == [0.0] * 30
    assert [bucket.take("a", 0.0) for _ in range(10)] == [0.0] * 10
    assert bucket.wait("a", 0.0) == pytest.approx(6.0)
    assert bucket.wait("a", 6.0) == 0.0
    assert bucket.wait("b", 0.0) == 0.0


def test_a_bucket_forgets_whom_it_has_not_seen_for_long() -> None:
    bucket = Bucket(60, 1)
    for number in range(30_000):
        bucket.take(str(number), 0.0)
    assert len(bucket._held) == Bucket._MOST
    assert bucket.take("29999", 0.0) > 0
    assert bucket.take("0", 0.0) == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("10.0.0.1", "10.0.0.2", False), ("2001:db8::1", "2001:db8::ffff:2", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:10.0.0.1", "10.0.0.1", True), ("fe80::1%eth0", "fe80::2%eth1", True), ("?", "?", True),
    ],
)  # fmt: skip
def test_who_is_counted_as_one(one: str, other: str, same: bool) -> None:
    assert (neighbour(one) == neighbour(other)) is same


def test_a_tag_depends_on_all_of_it() -> None:
    asked = [
        ("s", "/a", ""),
        ("s", "/a", "b"),
        ("s", "/ab", ""),
        ("t", "/a", ""),
        ("s", "", "/a"),
        ("s/a",),
        ("s", "/a"),
    ]
    assert len({tag(*one) for one in asked}) == len(asked)


def test_what_a_caller_has() -> None:
    mark = tag("s", "/a")
    for header in (f'"{mark}"', f'W/"{mark}"', f'"x", W/"{mark}"', f' "{mark}" ,"y"'):
        assert fresh(header, mark)
    for header in (None, "", "*", mark, f'"{mark}', f'"{mark}x"', ",,,"):
        assert not fresh(header, mark)


def test_kept_answers_are_bounded_however_small_they_are() -> None:
    ready = Ready(100_000)
    for number in range(5_000):
        ready.put(str(number), b"{}", "application/json")
    assert len(ready._held) <= 100_000 / 500
    assert ready.get("4999") == (b"{}", "application/json")
    assert ready.get("0") is None
    ready.put("large", b"x" * 20_000, "text/plain")
    assert ready.get("large") is None
    for number in range(50):
        ready.put(f"some {number}", b"x" * 9_000, "text/plain")
    assert ready._bytes <= 100_000
    assert ready._bytes == sum(len(body) + 500 for body, _ in ready._held.values())


def test_the_latest_asked_for_are_kept() -> None:
    ready = Ready(5_000)
    for number in range(20):
        ready.put(str(number), b"x" * 100, "text/plain")
        ready.put("first", b"x" * 100, "text/plain")
        assert ready.get("first")


@pytest.mark.parametrize(
    ("raw", "path"),
    [
        (b"/a/b", "/a/b"), (b"/a%2Fb", "/a%2Fb"), (b"/a%252Fb", "/a%252Fb"), (b"/%C3%BC", "/\u00fc"),
        (b"/a%3Fb%23", "/a?b#"),
        (b"/100%25", "/100%25"), (b"/%", "/%25"), (b"/%zz", "/%25zz"), (b"/%ff", "/\ufffd"),
        (b"/a%2fb?x=%2f", "/a%2Fb"),
    ],
)  # fmt: skip
def test_segments_are_taken_apart_before_they_are_decoded(raw: bytes, path: str) -> None:
    assert apart({"raw_path": raw, "path": "/a/b"}) == path


def test_half_a_surrogate_pair_is_escaped() -> None:
    assert json.loads(encoded({"a": ("\ud800", 1)})) == {"a": ["\ud800", 1]}


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "[::1]", "localhost"])
def test_loopback_needs_no_token(host: str) -> None:
    assert checked(Settings("x", host)).loopback


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.1", "example.org", "", "127.0.0.1.example.org"])
def test_all_else_needs_one(host: str) -> None:
    with pytest.raises(ConfigError, match="ONRECORD_TOKEN"):
        checked(Settings("x", host))
    assert checked(Settings("x", host, token="x" * 16))


def test_settings_that_cannot_be_used() -> None:
    for settings in (Settings("x", token="x" * 15), Settings("x", token="é" * 20), Settings("x", rate=-1)):
        with pytest.raises(ConfigError):
            checked(settings)
