"""The tagger's network, run forwards with numpy: two bidirectional LSTMs and two readings.

The first LSTM (Hochreiter and Schmidhuber 1997) reads a block and says which tokens are cues. The
second reads the block once for each cue and says which tokens are its source, its cue and its
content, so that what belongs together is found together, nested and interrupted contents too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Integers = NDArray[np.int32]

FARTHEST = 24  # tokens: beyond it, distances from the cue look alike
ROLES = ("other", "source", "cue", "content")


def embed(
    weights: Mapping[str, Floats], pieces: Integers, rows: Integers, forms: Integers
) -> Floats:
    """One vector for each token: the sum of its word's pieces, its shape and its place.

    `pieces` has a row for each distinct word, `rows` the row of each token, `forms` shape and
    place of each token in two columns.
    """
    import numpy as np

    words = weights["pieces"][pieces].sum(axis=1)
    return np.concatenate(
        [words[rows], weights["shapes"][forms[:, 0]], weights["places"][forms[:, 1]]], axis=1
    )


def read(
    weights: Mapping[str, Floats], name: str, inputs: Floats, lengths: Sequence[int]
) -> Floats:
    """What the bidirectional LSTM `name` says of each token; sequences are laid end to end.

    `lengths` of the sequences go down, so that those still being read are always the first ones.
    """
    import numpy as np

    size = weights[f"{name}_state"].shape[1]
    outputs = np.empty((len(inputs), 2 * size), np.float32)
    order = lay_by_step(lengths)
    for direction, (steps, counts) in enumerate((order, _turn(order, lengths))):
        state_weights = weights[f"{name}_state"][direction]
        given = inputs @ weights[f"{name}_input"][direction] + weights[f"{name}_bias"][direction]
        state = np.zeros((len(lengths), size), np.float32)
        memory = np.zeros((len(lengths), size), np.float32)
        at = 0
        for count in counts:
            now = steps[at : at + count]
            at += count
            state, memory = _step(given[now], state[:count], memory[:count], state_weights)
            outputs[now, direction * size : (direction + 1) * size] = state
    return outputs


def _step(given: Floats, state: Floats, memory: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """One token of each sequence. Gates: input, forget, output (halved for tanh), candidate."""
    import numpy as np

    gates = state @ weights
    gates += given
    np.tanh(gates, out=gates)
    size = memory.shape[1]
    rates = gates[:, : 3 * size]
    rates += 1.0
    rates *= 0.5  # the logistic function is (1 + tanh(x / 2)) / 2; the halving is in the weights
    kept = rates[:, size : 2 * size] * memory
    kept += rates[:, :size] * gates[:, 3 * size :]
    return rates[:, 2 * size :] * np.tanh(kept), kept


Steps = tuple["Integers", list[int]]


def lay_by_step(lengths: Sequence[int]) -> Steps:
    """Where the first token of each sequence stands, then each second one, and how many they are.

    >>> steps, counts = lay_by_step([3, 1])
    >>> steps.tolist(), counts
    ([0, 3, 1, 2], [2, 1, 1])
    """
    import numpy as np

    sizes = np.array(lengths)
    starts = np.cumsum(sizes) - sizes
    counts = [int((sizes > step).sum()) for step in range(int(sizes[0]) if len(sizes) else 0)]
    steps = [starts[:count] + step for step, count in enumerate(counts)]
    return np.concatenate([*steps, np.empty(0, int)]).astype(np.int32), counts


def _turn(order: Steps, lengths: Sequence[int]) -> Steps:
    """The same for reading from the end of each sequence."""
    import numpy as np

    steps, counts = order
    sizes = np.array(lengths)
    first = np.repeat(np.cumsum(sizes) - sizes, sizes)
    last = np.repeat(np.cumsum(sizes) - 1, sizes)
    return (first + last)[steps].astype(np.int32) - steps, counts


def say_cues(weights: Mapping[str, Floats], states: Floats) -> Floats:
    """How likely each token is a cue, 0 to 1."""
    import numpy as np

    score = states @ weights["cue"][:, 0] + weights["cue_bias"][0]
    likely: Floats = 1 / (1 + np.exp(-score))
    return likely


def say_roles(weights: Mapping[str, Floats], inputs: Floats, lengths: Sequence[int]) -> Floats:
    """How likely each token of each reading has each of `ROLES`: rows of four that sum to 1."""
    import numpy as np

    states = read(weights, "role", inputs, lengths)
    scores: Floats = states @ weights["roles"] + weights["roles_bias"]
    scores -= scores.max(axis=1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=1, keepdims=True)
    return scores


def turn_to(
    weights: Mapping[str, Floats], states: Floats, cues: Integers, tokens: Integers
) -> Floats:
    """The inputs of the second LSTM: each token as seen from its reading's cue.

    `cues` and `tokens` are rows of `states`, one pair for each token of each reading.
    """
    import numpy as np

    near = states @ weights["near"]
    cue = states @ weights["from_cue"]
    distance = np.clip(tokens - cues, -FARTHEST, FARTHEST) + FARTHEST
    seen: Floats = near[tokens] + cue[cues] + weights["distance"][distance]
    np.maximum(seen, 0, out=seen)
    return seen
