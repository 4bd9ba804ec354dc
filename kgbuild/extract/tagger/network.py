"""The tagger's network, run forwards with numpy: two bidirectional LSTMs and two readings.

The first LSTM (Hochreiter and Schmidhuber 1997) reads a block and says which tokens are cues. The
second reads the block once for each cue and says which tokens are its source, its cue and its
content, so that what belongs together is found together, nested and interrupted contents too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Integers = NDArray[np.int32]

FARTHEST = 24  # tokens: beyond it, distances from the cue look alike
_WEIGHED = 512  # tokens
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

    states, order = _run(weights, name, inputs, lengths)
    outputs = np.empty_like(states)
    for direction, rows in enumerate(order):
        outputs[rows, direction] = states[:, direction]
    return outputs.reshape(len(inputs), -1)


def _run(
    weights: Mapping[str, Floats], name: str, inputs: Floats, lengths: Sequence[int]
) -> tuple[Floats, Integers]:
    """The states of both directions, in the order in which these are read, and those orders."""
    import numpy as np

    order, counts = _lay_both_ways(lengths)
    state_weights = weights[f"{name}_state"] * np.float32(0.5)  # see `_step`
    size = state_weights.shape[1]
    states = np.empty((len(inputs), 2, size), np.float32)
    state, memory = np.zeros((2, len(lengths), 2, size), np.float32)
    at = 0
    for steps in _gather(counts):
        given = np.empty((sum(steps), 2, 4 * size), np.float32)
        here = order[:, at : at + len(given)]
        np.matmul(inputs[here], weights[f"{name}_input"], out=given.swapaxes(0, 1))
        given += weights[f"{name}_bias"]
        begin = 0
        for count in steps:
            gates = given[begin : begin + count]
            gates += (state[:count].swapaxes(0, 1) @ state_weights).swapaxes(0, 1)
            state = states[at : at + count]
            _step(gates, memory[:count], out=state)
            begin, at = begin + count, at + count
    states *= 0.5
    return states, order


def _gather(counts: Sequence[int]) -> Iterator[list[int]]:
    """Steps whose inputs are weighed at once: so few that they stay in the processor's cache."""
    steps: list[int] = []
    for count in counts:
        if steps and sum(steps) + count > _WEIGHED:
            yield steps
            steps = []
        steps.append(count)
    yield steps


def _step(gates: Floats, memory: Floats, *, out: Floats) -> None:
    """One token of each sequence. Gates: input, forget, output (halved for tanh), candidate.

    The logistic function of x is (1 + tanh(x / 2)) / 2. The halves are taken where numbers are
    fewest: of the memory here, of the states (`out` is twice what it should be) in the weights.
    """
    import numpy as np

    by_gate = gates.reshape(*memory.shape[:2], 4, -1).transpose(2, 0, 1, 3)
    active = np.tanh(by_gate, out=np.empty(by_gate.shape, np.float32))
    active[:3] += 1
    new, kept, shown, candidate = active
    memory *= kept
    new *= candidate
    memory += new
    memory *= 0.5
    np.tanh(memory, out=out)
    out *= shown


def _lay_both_ways(lengths: Sequence[int]) -> tuple[Integers, list[int]]:
    """Where the first token of each sequence stands, then each second one; and from the end.

    Two rows, one for each direction, and how many tokens there are for each step.

    >>> order, counts = _lay_both_ways([3, 1])
    >>> order.tolist(), counts
    ([[0, 3, 1, 2], [2, 3, 1, 0]], [2, 1, 1])
    """
    import numpy as np

    sizes = np.array(lengths)
    ends = np.cumsum(sizes)
    steps = np.arange(max(lengths, default=0))
    counts = (sizes > steps[:, None]).sum(axis=1).tolist()
    nth = np.repeat(steps, counts)
    sequence = np.concatenate([np.arange(count) for count in (*counts, 0)])
    forth, back = (ends - sizes)[sequence] + nth, (ends - 1)[sequence] - nth
    return np.stack([forth, back]), counts


def say_cues(weights: Mapping[str, Floats], states: Floats) -> Floats:
    """How likely each token is a cue, 0 to 1."""
    import numpy as np

    score = states @ weights["cue"][:, 0] + weights["cue_bias"][0]
    likely: Floats = 1 / (1 + np.exp(-score))
    return likely


def say_roles(weights: Mapping[str, Floats], inputs: Floats, lengths: Sequence[int]) -> Floats:
    """How likely each token of each reading has each of `ROLES`: rows of four that sum to 1."""
    import numpy as np

    states, order = _run(weights, "role", inputs, lengths)
    scores = np.tile(weights["roles_bias"], (len(inputs), 1))
    for direction, each in enumerate(np.split(weights["roles"], 2)):
        scores[order[direction]] += states[:, direction] @ each
    scores -= scores.max(axis=1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=1, keepdims=True)
    return scores


def turn_to(
    weights: Mapping[str, Floats],
    states: Floats,
    cues: Integers,
    tokens: Integers,
    lengths: Sequence[int],
) -> Floats:
    """The inputs of the second LSTM: each token as seen from its reading's cue.

    `cues` and `tokens` are rows of `states`: one cue for each reading, and the tokens that are
    read, as many for each cue as `lengths` says.
    """
    import numpy as np

    seen = (states @ weights["near"])[tokens]
    seen += np.repeat(states[cues] @ weights["from_cue"], lengths, axis=0)
    distance = np.clip(tokens - np.repeat(cues, lengths), -FARTHEST, FARTHEST) + FARTHEST
    seen += weights["distance"][distance]
    np.maximum(seen, 0, out=seen)
    return seen
