"""Means of networks of one run, and the best of them.

Source: Wortsman et al. 2022: means of weights, taken as long as they gain on the validation part.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Generic, NamedTuple, TypeVar

import torch

N = TypeVar("N", bound=torch.nn.Module)


class Candidate(NamedTuple, Generic[N]):
    """A network on its way, and its figure."""

    name: str
    score: float
    network: N


def mean_of_best(
    candidates: list[Candidate[N]], judge: Callable[[N], float], say: Callable[[str], None]
) -> Candidate[N]:
    """The mean of the best candidates: from the best one down, each that makes the mean better is taken in."""
    ranked = sorted(candidates, key=lambda candidate: -candidate.score)
    taken, best = [ranked[0].network], ranked[0]
    for candidate in ranked[1:]:
        mean = mean_of([*taken, candidate.network])
        score = judge(mean)
        if score > best.score:
            taken.append(candidate.network)
            best = Candidate(f"{best.name} + {candidate.name}", score, mean)
            say(f"{best.name}: {score:.4f}")
    return best


def mean_of(networks: list[N]) -> N:
    """The network whose weights are the mean of these."""
    states = [network.state_dict() for network in networks]
    made = deepcopy(networks[0])
    made.load_state_dict({name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]})
    return made.eval()
