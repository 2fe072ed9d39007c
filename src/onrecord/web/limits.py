"""How often an address may do something."""

from __future__ import annotations

from collections import OrderedDict
from ipaddress import IPv6Address, ip_address


class Bucket:
    """Counts what each address did: so many a minute, some of them at once.

    Args:
        a_minute: how many.
        at_once: how many of them need no waiting, after a pause.
    """

    _MOST = 10_000
    """Addresses that are remembered, the latest."""

    def __init__(self, a_minute: int, at_once: int) -> None:
        self._rate = a_minute / 60
        self._room = float(max(1, at_once))
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, who: str, now: float) -> float:
        """The seconds until an address may do it again; 0 where it may now."""
        return max(0.0, 1 - self._left(who, now)) / self._rate

    def take(self, who: str, now: float) -> float:
        """Count one; returns the seconds to wait where there is none left, else 0."""
        left = self._left(who, now)
        wait = max(0.0, 1 - left) / self._rate
        self._held[who] = (left if wait else left - 1, now)
        self._held.move_to_end(who)
        if len(self._held) > self._MOST:
            self._held.popitem(last=False)
        return wait

    def _left(self, who: str, now: float) -> float:
        left, since = self._held.get(who, (self._room, now))
        return min(self._room, left + (now - since) * self._rate)


def neighbour(host: str) -> str:
    """What an address is counted as: in IPv6 its network of 64 bits, all of which one machine may have."""
    try:
        found = ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if not isinstance(found, IPv6Address):
        return str(found)
    return str(found.ipv4_mapped or IPv6Address(int(found) >> 64 << 64))
