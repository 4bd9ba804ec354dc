"""The network of `kgbuild.extract.tagger.network` as torch trains it (extra `train`)."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kgbuild.extract.tagger import features, network
from kgbuild.extract.tagger.examples import Example
from kgbuild.extract.tagger.weights import Weights

Tensor = Any  # torch need not be there when types are checked
Reading = tuple[int, int, tuple[int, ...]]  # of a batch: row of the block, cue, roles

_RARE = 3  # a word seen less often is known by its beginning, ending and shape alone
_HIDDEN = 0.03  # share of words without a capital of which only the shape is seen
_FORMS = 16  # numbers for a shape, and for a place
_CUES = 10.0  # cues are rare: what a token of theirs weighs beside one of the roles


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How to train: sizes of the network, and how often and how fast to go through the texts."""

    rounds: int = 6
    rate: float = 2e-3
    masked: float = 0.4  # share of capitalised words of which only the shape is seen
    dropout: float = 0.35
    tokens: int = 3000  # of a batch
    pieces: int = 64
    first: int = 112
    second: int = 64
    seen: int = 80
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Corpus:
    """Examples as numbers: distinct words once, tokens as rows of them."""

    words: list[str]
    pieces: Tensor  # words × PIECES
    capitals: Tensor  # is the word written with a capital?
    rows: list[Tensor]
    forms: list[Tensor]
    readings: list[tuple[tuple[int, tuple[int, ...]], ...]]

    @classmethod
    def gather(cls, examples: Iterable[Example]) -> Corpus:
        """The examples, with rare words known by their pieces alone."""
        import torch

        known = list(examples)
        counts = Counter(word.lower() for each in known for word in each.block.words)
        rows: dict[str, int] = {}
        numbered = [
            torch.tensor([rows.setdefault(word, len(rows)) for word in each.block.words])
            for each in known
        ]
        pieces = torch.tensor([features.list_pieces(word) for word in rows])
        rare = torch.tensor([counts[word.lower()] < _RARE for word in rows])
        pieces[:, :2] *= ~rare[:, None]
        return cls(
            list(rows),
            pieces,
            torch.tensor([word[:1].isupper() for word in rows]),
            numbered,
            [torch.tensor(each.block.forms) for each in known],
            [each.readings for each in known],
        )

    def count_batches(self, tokens: int) -> int:
        """How many batches of about so many tokens there are."""
        return sum(1 for _ in self._batches(tokens, sorted(range(len(self.rows)), key=self._size)))

    def _size(self, index: int) -> int:
        return len(self.rows[index])

    def draw_batches(self, tokens: int, drawn: random.Random) -> list[list[int]]:
        """Examples of like length together, in an order that changes from round to round."""
        indices = list(range(len(self.rows)))
        drawn.shuffle(indices)
        batches = list(self._batches(tokens, sorted(indices, key=self._size)))
        drawn.shuffle(batches)
        return batches

    def _batches(self, tokens: int, indices: Sequence[int]) -> Iterator[list[int]]:
        batch: list[int] = []
        for index in indices:
            if batch and (len(batch) + 1) * self._size(index) > tokens:
                yield batch
                batch = []
            batch.append(index)
        if batch:
            yield batch


class Learner:
    """The network with its dropout and losses. Parts have the names that torch's state has.

    Another one may look words up in another way: it overrides `make_words` and `look_up`.
    """

    def __init__(self, plan: Plan) -> None:
        from torch import nn

        self.plan = plan
        lstm = {"bidirectional": True, "batch_first": True}
        width, parts = self.make_words()
        self.parts = nn.ModuleDict(
            {
                **parts,
                "shapes": nn.Embedding(features.SHAPES, _FORMS),
                "places": nn.Embedding(features.PLACES, _FORMS),
                "first": nn.LSTM(width + 2 * _FORMS, plan.first, **lstm),
                "cue": nn.Linear(2 * plan.first, 1),
                "near": nn.Linear(2 * plan.first, plan.seen, bias=False),
                "from_cue": nn.Linear(2 * plan.first, plan.seen, bias=False),
                "distance": nn.Embedding(2 * network.FARTHEST + 1, plan.seen),
                "second": nn.LSTM(plan.seen, plan.second, **lstm),
                "roles": nn.Linear(2 * plan.second, len(network.ROLES)),
                "drop": nn.Dropout(plan.dropout),
            }
        )

    def make_words(self) -> tuple[int, dict[str, Tensor]]:
        """How many numbers stand for a word, and the parts that give them."""
        import torch
        from torch import nn

        pieces = nn.EmbeddingBag(features.BUCKETS, self.plan.pieces, mode="sum", padding_idx=0)
        nn.init.normal_(pieces.weight, std=0.3)
        with torch.no_grad():
            pieces.weight[0] = 0
        return self.plan.pieces, {"pieces": pieces}

    def look_up(self, corpus: Corpus, batch: list[int]) -> Tensor:
        """A row of numbers for each token of some examples; while learning some are hidden."""
        import torch

        rows = torch.cat([corpus.rows[i] for i in batch])
        masked = torch.where(corpus.capitals[rows], self.plan.masked, _HIDDEN)
        shown = torch.rand(len(rows)) >= masked
        return self.parts["pieces"](corpus.pieces[rows] * shown[:, None])

    def list_parameters(self) -> list[dict[str, Tensor]]:
        """What is learnt and how fast at most, in the groups that torch's optimizers want."""
        return [{"params": list(self.parts.parameters()), "lr": self.plan.rate}]

    def find_losses(self, corpus: Corpus, batch: list[int]) -> tuple[Tensor, Tensor]:
        """Losses of cues and of roles for some of the examples."""
        import torch
        from torch.nn import functional

        batch = sorted(batch, key=lambda i: -len(corpus.rows[i]))
        lengths = torch.tensor([len(corpus.rows[i]) for i in batch])
        states = self.read(corpus, batch, lengths)
        scores = self.parts["cue"](states).squeeze(2)
        mask = torch.arange(scores.shape[1])[None] < lengths[:, None]
        truth = torch.zeros_like(scores)
        readings = [(k, *each) for k, i in enumerate(batch) for each in corpus.readings[i]]
        for row, cue, _ in readings:
            truth[row, cue] = 1
        loss = _CUES * functional.binary_cross_entropy_with_logits(scores[mask], truth[mask])
        return loss, self._read_roles(states, lengths, readings) if readings else loss * 0

    def read(self, corpus: Corpus, batch: list[int], lengths: Tensor) -> Tensor:
        """What the first LSTM says of each token: examples × tokens of the longest × numbers."""
        return self._run("first", self._embed(corpus, batch, lengths), lengths)

    def _embed(self, corpus: Corpus, batch: list[int], lengths: Tensor) -> Tensor:
        import torch
        from torch.nn.utils.rnn import pad_sequence

        words = self.look_up(corpus, batch)
        forms = torch.cat([corpus.forms[i] for i in batch])
        shapes, places = self.parts["shapes"](forms[:, 0]), self.parts["places"](forms[:, 1])
        inputs = self.parts["drop"](torch.cat([words, shapes, places], 1))
        return pad_sequence(inputs.split(lengths.tolist()), batch_first=True)

    def _run(self, name: str, padded: Tensor, lengths: Tensor) -> Tensor:
        from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

        packed = pack_padded_sequence(padded, lengths, batch_first=True)
        outputs, _ = pad_packed_sequence(self.parts[name](packed)[0], batch_first=True)
        return self.parts["drop"](outputs)

    def _read_roles(self, states: Tensor, lengths: Tensor, readings: list[Reading]) -> Tensor:
        import torch
        from torch.nn import functional
        from torch.nn.utils.rnn import pad_sequence

        blocks = torch.tensor([row for row, _, _ in readings])
        cues = torch.tensor([cue for _, cue, _ in readings])
        reach = network.FARTHEST
        distance = (torch.arange(states.shape[1])[None] - cues[:, None]).clamp(-reach, reach)
        seen = self.parts["near"](states)[blocks] + self.parts["distance"](distance + reach)
        seen = seen + self.parts["from_cue"](states[blocks, cues])[:, None]
        outputs = self._run("second", self.parts["drop"](torch.relu(seen)), lengths[blocks])
        truth = pad_sequence(
            [torch.tensor(roles) for _, _, roles in readings], batch_first=True, padding_value=-1
        )
        return functional.cross_entropy(
            self.parts["roles"](outputs).flatten(0, 1), truth.flatten(), ignore_index=-1
        )


def export(learner: Learner) -> dict[str, network.Floats]:
    """The arrays that `network` wants: gates in its order, halved where it uses tanh."""
    import numpy as np

    found = {name: value.detach().numpy() for name, value in learner.parts.state_dict().items()}
    arrays = {
        "pieces": found.get("pieces.weight", np.zeros((0, 0))),  # who looks up otherwise has none
        "shapes": found["shapes.weight"],
        "places": found["places.weight"],
        "distance": found["distance.weight"],
        "cue": found["cue.weight"].T,
        "cue_bias": found["cue.bias"],
        "near": found["near.weight"].T,
        "from_cue": found["from_cue.weight"].T,
        "roles": found["roles.weight"].T,
        "roles_bias": found["roles.bias"],
    }
    for name, ours in (("first", "block"), ("second", "role")):
        parts: dict[str, list[network.Floats]] = {"input": [], "state": [], "bias": []}
        for end in ("", "_reverse"):
            bias = found[f"{name}.bias_ih_l0{end}"] + found[f"{name}.bias_hh_l0{end}"]
            parts["input"].append(_turn_gates(found[f"{name}.weight_ih_l0{end}"]).T)
            parts["state"].append(_turn_gates(found[f"{name}.weight_hh_l0{end}"]).T)
            parts["bias"].append(_turn_gates(bias))
        arrays |= {f"{ours}_{part}": np.stack(both) for part, both in parts.items()}
    return {name: np.ascontiguousarray(array, np.float32) for name, array in arrays.items()}


def _turn_gates(rows: network.Floats) -> network.Floats:
    """Torch's order input, forget, candidate, output → input, forget, output, candidate."""
    import numpy as np

    into, forget, candidate, out = np.split(rows, 4)
    return np.concatenate([into * 0.5, forget * 0.5, out * 0.5, candidate])


def load(learner: Learner, weights: Weights) -> None:
    """Put weights that `export` gave back into a learner of the same sizes."""
    import numpy as np
    import torch

    arrays = weights.arrays
    state = {
        f"{name}.weight": arrays[name] for name in ("pieces", "shapes", "places", "distance")
    } | {f"{name}.weight": arrays[name].T for name in ("cue", "near", "from_cue", "roles")}
    state |= {"cue.bias": arrays["cue_bias"], "roles.bias": arrays["roles_bias"]}
    for name, ours in (("first", "block"), ("second", "role")):
        for direction, end in enumerate(("", "_reverse")):
            for part, theirs in (
                ("input", "weight_ih"),
                ("state", "weight_hh"),
                ("bias", "bias_ih"),
            ):
                rows = arrays[f"{ours}_{part}"][direction].T
                into, forget, out, candidate = np.split(rows, 4)
                state[f"{name}.{theirs}_l0{end}"] = np.concatenate(
                    [into * 2, forget * 2, candidate, out * 2]
                )
            state[f"{name}.bias_hh_l0{end}"] = np.zeros_like(arrays[f"{ours}_bias"][direction])
    learner.parts.load_state_dict(
        {name: torch.from_numpy(np.ascontiguousarray(v)) for name, v in state.items()}
    )
