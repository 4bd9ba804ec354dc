"""The tagger's weights: eight bits for each number and one scale for each row, in one file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kgbuild.errors import InputError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHIPPED = Path(__file__).with_name("weights.npz")
FORMAT = 1
_NOTES = "notes"
_SCALE = ".scale"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Arrays by name, as `network` wants them, and what their maker noted about them."""

    arrays: dict[str, NDArray[np.float32]]
    notes: dict[str, float | str]


def write(weights: Weights, path: Path) -> None:
    """One .npz file; the same weights give the same bytes.

    Arrays of more than one dimension are rounded to 255 steps between the largest magnitude of
    each row and its opposite (symmetric, per row), all others are kept.
    """
    import numpy as np

    stored: dict[str, NDArray[np.generic]] = {}
    for name, array in sorted(weights.arrays.items()):
        if array.ndim < 2:  # noqa: PLR2004
            stored[name] = array.astype(np.float32)
            continue
        scale = np.abs(array).max(axis=-1, keepdims=True) / 127
        scale[scale == 0] = 1
        stored[name] = np.rint(array / scale).astype(np.int8)
        stored[name + _SCALE] = scale.astype(np.float32)
    notes = json.dumps({"format": FORMAT, **weights.notes}, sort_keys=True)
    stored[_NOTES] = np.frombuffer(notes.encode(), np.uint8)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **stored)


@lru_cache(maxsize=4)
def read(path: Path = SHIPPED) -> Weights:
    """The weights of a file; those in the package unless another file is given.

    Raises InputError when the file is none of ours or of another format.
    """
    import numpy as np

    try:
        with np.load(path, allow_pickle=False) as file:
            stored = {name: file[name] for name in file.files}
        notes = json.loads(stored.pop(_NOTES).tobytes())
    except (OSError, ValueError, KeyError) as error:
        raise InputError(f"{path}: no weights of a tagger ({error})") from error
    if notes.pop("format") != FORMAT:
        raise InputError(f"{path}: weights of another format; train them again")
    arrays = {
        name: array.astype(np.float32) * stored.get(name + _SCALE, np.float32(1))
        for name, array in stored.items()
        if not name.endswith(_SCALE)
    }
    return Weights(arrays=arrays, notes=notes)
