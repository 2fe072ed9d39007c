"""How many independent origins a claim has: whose chains share no link."""

from __future__ import annotations

from collections.abc import Iterable


def origins(chains: Iterable[tuple[str, ...]]) -> list[int]:
    """For every chain of those who put the claim forward, the number of its independent origin.

    Two chains that share a link below the outlet are one origin: who relays a source adds nothing to it.
    So are those of one telling: the same words given to two sources are no corroboration.
    """
    group: list[int] = []
    of_link: dict[str, int] = {}
    joined: list[int] = []  # a group's own number, or that of the group it went into

    def root(number: int) -> int:
        while joined[number] != number:
            number = joined[number]
        return number

    for number, chain in enumerate(chains):
        joined.append(number)
        links = [link.casefold() for link in chain]
        first = min((root(of_link[link]) for link in links if link in of_link), default=number)
        for link in links:
            joined[root(of_link.get(link, number))] = first
            of_link[link] = first
        joined[number] = first
        group.append(number)
    return [root(number) for number in group]
