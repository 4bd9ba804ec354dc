"""How far a long piece of work has come, told to whoever waits for it."""

from __future__ import annotations

from collections.abc import Callable

Told = Callable[[float], None]  # which share of the work is done, 0 to 1


def nobody(share: float) -> None:
    """Who is told when nobody waits."""


def part(told: Told, first: float, last: float) -> Told:
    """Who is told of a part of the work, from one share of the whole to another.

    >>> part(print, 0.5, 0.75)(0.2)
    0.55
    """
    return lambda share: told(first + (last - first) * share)
