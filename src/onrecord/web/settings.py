"""How a server is set: which record, who may do what, and how much."""

from __future__ import annotations

from ipaddress import ip_address

import msgspec

from onrecord.errors import ConfigError

TOKEN_VARIABLE = "ONRECORD_TOKEN"
"""The variable of the environment that holds the token."""
SHORTEST = 16
"""Characters of a token at least."""


class Settings(msgspec.Struct, frozen=True):
    """How one server is set.

    Attributes:
        record: path or address of the record.
        host: address that it listens on.
        writable: whether reports may be kept and judgements made.
        token: what a caller must show; None where nobody is asked.
        rate: requests a minute that one address may make; 0 for any number.
        largest: bytes of the body of a request at most.
        patience: seconds in which the head of a request, and then its body, must have come.
        queue: reports that may wait to be read.
        note: said on the first page, as that this is an example.
    """

    record: str
    host: str = "127.0.0.1"
    writable: bool = False
    token: str | None = None
    rate: int = 1200
    largest: int = 2_000_000
    patience: float = 10.0
    queue: int = 8
    note: str = ""

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach it."""
        return is_loopback(self.host)


def is_loopback(host: str) -> bool:
    """Whether an address is of this machine alone."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def checked(settings: Settings) -> Settings:
    """The settings, if they are safe.

    Raises:
        ConfigError: it would listen beyond this machine without a token; a token that is easily guessed.
    """
    if settings.token is None and not settings.loopback:
        raise ConfigError(
            f"--host {settings.host}: others could reach it, so it needs a token: set {TOKEN_VARIABLE} to a secret of "
            f"at least {SHORTEST} characters (python -c 'import secrets; print(secrets.token_urlsafe())' makes one)"
        )
    if settings.token is not None and (len(settings.token) < SHORTEST or not settings.token.isascii()):
        raise ConfigError(f"{TOKEN_VARIABLE}: at least {SHORTEST} characters, of ASCII alone")
    if settings.rate < 0:
        raise ConfigError(f"--rate {settings.rate}: at least 0")
    return settings
