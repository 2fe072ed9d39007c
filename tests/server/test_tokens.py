"""Who may ask a server that others can reach, and what of the token is ever seen."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from onrecord.errors import ConfigError
from onrecord.server.app import make
from onrecord.web.guard import COOKIE
from onrecord.web.settings import Settings
from tests.server.conftest import TOKEN
from tests.server.running import API, FORM, Answer, request, sent, serving

ONRECORD = str(Path(sys.executable).parent / "onrecord")


def login(port: int, token: str, after: str = "/") -> Answer:
    return sent(port, request("/login", FORM, method="POST", body=f"token={token}&next={after}".encode()))


def asked(port: int, *headers: str, path: str = f"{API}/overview") -> int:
    return sent(port, request(path, *headers)).status


def test_nobody_gets_in_without_it(locked: int) -> None:
    for path in (f"{API}/overview", f"{API}/openapi.json", "/", "/reports", "/none", "/login/", "/loginx", "/static"):
        answer = sent(locked, request(path))
        assert answer.status == 401
        assert answer.headers["www-authenticate"] == 'Bearer realm="onrecord"'
        assert answer.headers["content-type"] == "application/problem+json"
    for path in ("/static%2f..%2fapi%2fv1%2foverview", "/static/x/..%2f..%2fapi/v1/overview", "/%73tatic/x/../api"):
        assert asked(locked, path=path) in (401, 404)
    for path in ("/login", "/static/x/desk.css", "/favicon.ico"):
        assert asked(locked, path=path) == 200


def test_a_browser_is_led_to_the_door(locked: int) -> None:
    answer = sent(locked, request("/reports/a%2Fb%20c?at=1-2&in=title", "Accept: text/html"))
    assert answer.status == 303
    assert answer.headers["location"] == "/login?next=/reports/a%252Fb%2520c%3Fat%3D1-2%26in%3Dtitle"
    door = sent(locked, request(answer.headers["location"], "Accept: text/html"))
    assert b'value="/reports/a%2Fb%20c?at=1-2&amp;in=title"' in door.body


WRONG = [
    "Authorization: Bearer", "Authorization: Bearer ",
    f"Authorization: Bearer {TOKEN[:-1]}", f"Authorization: Basic {TOKEN}",
    f"Authorization: Bearer {TOKEN}x", f"Authorization: Bearer {TOKEN.upper()}", f"Authorization: {TOKEN}",
    f"Cookie: {COOKIE}={TOKEN}", f"Cookie: {COOKIE}=", f"Cookie: {COOKIE}=" + "0" * 64, f"Cookie: x={COOKIE}",
    f"Cookie: {COOKIE}=" + hmac.new(TOKEN.encode(), b"onrecord desk", hashlib.sha256).hexdigest(),
    f"Cookie: {COOKIE}=" + hmac.new(b"", TOKEN.encode(), hashlib.sha256).hexdigest(), "X-Forwarded-For: 127.0.0.1",
    "Authorization: Bearer \xe9\xff",
]  # fmt: skip


def test_forged_tokens_and_cookies(affair: Path) -> None:
    with serving(Settings(str(affair), token=TOKEN, rate=0)) as port:
        for header in WRONG:
            assert asked(port, header) == 401, header
        for path in (f"{API}/overview?token={TOKEN}", f"{API}/overview?access_token={TOKEN}"):
            assert asked(port, path=path) == 401


def test_the_right_one(locked: int) -> None:
    for header in (f"Authorization: Bearer {TOKEN}", f"Authorization: bearer  {TOKEN} "):
        assert asked(locked, header) == 200
    answer = login(locked, TOKEN, "/reports?limit=3")
    assert (answer.status, answer.headers["location"]) == (303, "/reports?limit=3")
    cookie = answer.headers["set-cookie"]
    assert all(part in cookie for part in ("HttpOnly", "SameSite=strict", "Path=/"))
    assert TOKEN not in cookie
    shown = f"Cookie: a=b; {cookie.partition(';')[0]}; c"
    assert asked(locked, shown) == 200
    assert asked(locked, shown, path="/reports") == 200
    left = sent(locked, request("/logout", shown, FORM, method="POST", body=b"x=y"))
    assert f'{COOKIE}=""' in left.headers["set-cookie"]


def test_a_cookie_of_another_run_is_worth_nothing(affair: Path, locked: int) -> None:
    with serving(Settings(str(affair), token=TOKEN, rate=0)) as port:
        cookie = login(port, TOKEN).headers["set-cookie"].partition(";")[0]
        assert asked(port, f"Cookie: {cookie}") == 200
        assert asked(locked, f"Cookie: {cookie}") == 401


AFTER = [
    "//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "/%09/evil.example", "%2f/evil",
    "/%0d%0aLocation:%20https://evil.example", "\\\\evil.example", "", "/%5cevil.example", "///evil.example",
]  # fmt: skip


@pytest.mark.parametrize("after", AFTER)
def test_the_door_leads_nowhere_else(locked: int, after: str) -> None:
    assert login(locked, TOKEN, after).headers["location"] == "/"
    door = sent(locked, request(f"/login?next={after}".replace("\\", "%5c"), "Accept: text/html"))
    assert b'name="next" value="/"' in door.body


@pytest.mark.parametrize("by_form", [True, False])
def test_wrong_tokens_are_few(affair: Path, by_form: bool) -> None:
    """Ten a minute; then not even the right one is looked at, so that guessing is no use; a cookie still is."""
    with serving(Settings(str(affair), token=TOKEN, rate=0)) as port:
        cookie = login(port, TOKEN).headers["set-cookie"].partition(";")[0]
        guess = (lambda token: login(port, token)) if by_form else (
            lambda token: sent(port, request(f"{API}/overview", f"Authorization: Bearer {token}"))
        )  # fmt: skip
        assert [guess(f"wrong-{number}").status for number in range(10)] == [401] * 10
        refused = guess("wrong-again")
        assert refused.status == 429
        assert 1 <= int(refused.headers["retry-after"]) <= 6
        assert guess(TOKEN).status == 429
        assert asked(port, f"Cookie: {cookie}") == 200
        assert asked(port) == 401


@contextmanager
def command(*options: str, **variables: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`onrecord serve`, and the first line that it prints."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ONRECORD_")}
    with subprocess.Popen(
        [ONRECORD, "serve", "--port", "0", *options], env=environment | variables, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True,
    ) as running:  # fmt: skip
        try:
            assert running.stdout is not None
            yield running, running.stdout.readline()
        finally:
            running.kill()


def test_it_will_not_start_in_the_open_without_one(affair: Path) -> None:
    with command("--record", str(affair), "--host", "0.0.0.0") as (running, line):
        assert line == ""
        assert "ONRECORD_TOKEN" in running.communicate(timeout=30)[1]
        assert running.returncode == 2
    for token in (None, "", "short", "ünsafe" * 4):
        with pytest.raises(ConfigError, match="ONRECORD_TOKEN"):
            make(Settings(str(affair), host="0.0.0.0", token=token))


def test_the_command_serves_and_never_shows_the_token(affair: Path) -> None:
    with command("--record", str(affair), "--host", "0.0.0.0", ONRECORD_TOKEN=TOKEN) as (running, line):
        found = re.search(r"http://0\.0\.0\.0:(\d+)/", line)
        assert found, line
        port = int(found[1])
        assert asked(port, f"Authorization: Bearer {TOKEN}") == 200
        assert asked(port, "Authorization: Bearer wrong") == 401
        assert asked(port, f"Authorization: Bearer {TOKEN}", path=f"{API}/none") == 404
        sent(port, b"no http\r\n\r\n")
        assert login(port, TOKEN).status == 303
        assert login(port, "wrong").status == 401
        running.send_signal(signal.SIGINT)
        out, error = running.communicate(timeout=30)
        assert TOKEN not in line + out + error
        assert "Traceback" not in error


def test_the_command_on_loopback_only_reads(affair: Path) -> None:
    with command("--record", str(affair)) as (running, line):
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
        assert found, line
        port = int(found[1])
        assert asked(port) == 200
        raw = request(f"{API}/reports", "Content-Type: application/json", method="POST", body=b'{"text": "x"}')
        assert sent(port, raw).status == 403
        running.send_signal(signal.SIGTERM)
        assert "Traceback" not in running.communicate(timeout=30)[1]
