"""Reading JSON that somebody else wrote: what two readers could read differently is refused."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from itertools import chain
from typing import Any, Final

DEEPEST: Final = 100


def read(data: bytes, *, deepest: int = DEEPEST) -> Any:
    """The value in UTF-8 JSON (RFC 8259); a byte order mark is passed over (§8.1).

    Refused are: a key twice in an object (§4), NaN, Infinity and numbers that become infinite (§6),
    lone surrogates (§8.2), and arrays or objects more than `deepest` deep (§9).
    Raises ValueError with a sentence that says what is wrong, and never another exception.

    >>> read(b'{"a": [1, 2]}')
    {'a': [1, 2]}
    >>> read(b'{"a": 1, "a": 2}')
    Traceback (most recent call last):
    ValueError: the key 'a' is there twice
    """
    try:
        value = json.loads(
            data.decode("utf-8-sig"),
            object_pairs_hook=_object,
            parse_constant=_refuse_constant,
            parse_float=_finite,
        )
    except UnicodeDecodeError as error:
        raise ValueError(f"byte {error.start} is not UTF-8") from None
    except RecursionError:
        raise ValueError(f"it is more than {deepest} levels deep") from None
    _refuse_depth(value, deepest)
    if b"\\u" in data:
        _refuse_surrogates(value)
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key {twice[:60]!r} is there twice")
    return value


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not a JSON number")


def _finite(written: str) -> float:
    number = float(written)
    if math.isinf(number):
        raise ValueError(f"the number {written[:60]} is too large")
    return number


def _refuse_depth(value: Any, deepest: int) -> None:
    """Goes down level by level, so that depth costs no stack."""
    level = _containers([value])
    for _ in range(deepest):
        inner = (v.values() if isinstance(v, dict) else v for v in level)
        level = _containers(chain.from_iterable(inner))
    if level:
        raise ValueError(f"it is more than {deepest} levels deep")


def _containers(values: Iterable[Any]) -> list[Any]:
    return [value for value in values if isinstance(value, (dict, list))]


def _refuse_surrogates(value: Any) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise ValueError("it has half of a surrogate pair") from None
