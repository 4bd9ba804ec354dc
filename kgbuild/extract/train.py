"""Training the tagger on one's own texts: torch learns what numpy runs (extra `train`)."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgbuild.extract.tagger import features, network
from kgbuild.extract.corpora import Marked
from kgbuild.extract.tagger.examples import Example, list_examples
from kgbuild.extract.tagger.weights import Weights

if TYPE_CHECKING:
    import torch

    Tensor = torch.Tensor

_RARE = 3  # a word seen less often is known by its beginning, ending and shape alone


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


Report = Callable[[str], None]


def train(
    texts: Iterable[Marked],
    *,
    start: Weights | None = None,
    plan: Plan | None = None,
    report: Report = lambda _: None,
) -> Weights:
    """Weights for `tag`, learnt from marked texts; from `start` on, if given.

    The same texts, plan and version of torch on the same processor give the same weights. Needs
    the extra `train`; raises ImportError without it.
    """
    import torch

    plan = plan or Plan()
    torch.manual_seed(plan.seed)
    torch.use_deterministic_algorithms(mode=True)
    corpus = _Corpus.gather(list_examples(texts))
    model = make_model(plan, start)
    optimizer = torch.optim.Adam(model.parameters(), lr=plan.rate)
    steps = plan.rounds * corpus.count_batches(plan.tokens)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, max_lr=plan.rate, total_steps=steps + 1, pct_start=0.1
    )
    drawn = random.Random(plan.seed)  # noqa: S311  (no secret: the same order every time)
    for number in range(plan.rounds):
        losses = [0.0, 0.0]
        batches = corpus.draw_batches(plan.tokens, drawn)
        for batch in batches:
            optimizer.zero_grad()
            cue, roles = model(corpus, batch, plan)
            (cue + roles).backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimizer.step()
            schedule.step()
            losses[0] += cue.item()
            losses[1] += roles.item()
        shown = " ".join(f"{loss / len(batches):.4f}" for loss in losses)
        report(f"round {number + 1} of {plan.rounds}: loss of cues and roles {shown}")
    return Weights(arrays=export(model), notes={"seed": plan.seed})


@dataclass(frozen=True, slots=True)
class _Corpus:
    """Examples as numbers: distinct words once, tokens as rows of them."""

    pieces: Tensor  # words × PIECES
    capitals: Tensor  # is the word written with a capital?
    rows: list[Tensor]
    forms: list[Tensor]
    readings: list[tuple[tuple[int, tuple[int, ...]], ...]]

    @classmethod
    def gather(cls, examples: Iterable[Example]) -> _Corpus:
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
            pieces,
            torch.tensor([word[:1].isupper() for word in rows]),
            numbered,
            [torch.tensor(each.block.forms) for each in known],
            [each.readings for each in known],
        )

    def count_batches(self, tokens: int) -> int:
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


def make_model(plan: Plan, start: Weights | None) -> torch.nn.Module:
    """The network of `network` as torch trains it."""
    import torch
    from torch import nn
    from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence, pad_sequence

    class Model(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.pieces = nn.EmbeddingBag(features.BUCKETS, plan.pieces, mode="sum", padding_idx=0)
            self.shapes = nn.Embedding(features.SHAPES, 16)
            self.places = nn.Embedding(features.PLACES, 16)
            nn.init.normal_(self.pieces.weight, std=0.3)
            with torch.no_grad():
                self.pieces.weight[0] = 0
            self.first = nn.LSTM(plan.pieces + 32, plan.first, bidirectional=True, batch_first=True)
            self.cue = nn.Linear(2 * plan.first, 1)
            self.near = nn.Linear(2 * plan.first, plan.seen, bias=False)
            self.from_cue = nn.Linear(2 * plan.first, plan.seen, bias=False)
            self.distance = nn.Embedding(2 * network.FARTHEST + 1, plan.seen)
            self.second = nn.LSTM(plan.seen, plan.second, bidirectional=True, batch_first=True)
            self.roles = nn.Linear(2 * plan.second, len(network.ROLES))
            self.drop = nn.Dropout(plan.dropout)

        def forward(self, corpus: _Corpus, batch: list[int], plan: Plan) -> tuple[Tensor, Tensor]:
            batch = sorted(batch, key=lambda i: -len(corpus.rows[i]))
            lengths = torch.tensor([len(corpus.rows[i]) for i in batch])
            rows = torch.cat([corpus.rows[i] for i in batch])
            forms = torch.cat([corpus.forms[i] for i in batch])
            pieces = corpus.pieces[rows]
            hidden = torch.rand(len(rows)) < torch.where(corpus.capitals[rows], plan.masked, 0.03)
            words = self.pieces(pieces * ~hidden[:, None])
            inputs = torch.cat([words, self.shapes(forms[:, 0]), self.places(forms[:, 1])], 1)
            padded = pad_sequence(self.drop(inputs).split(lengths.tolist()), batch_first=True)
            states = self._run(self.first, padded, lengths)
            scores = self.cue(states).squeeze(2)
            mask = torch.arange(scores.shape[1])[None] < lengths[:, None]
            truth = torch.zeros_like(scores)
            pairs = [(k, *reading) for k, i in enumerate(batch) for reading in corpus.readings[i]]
            for k, anchor, _ in pairs:
                truth[k, anchor] = 1
            loss = nn.functional.binary_cross_entropy_with_logits(
                scores[mask], truth[mask], reduction="sum"
            ) / len(rows)
            if not pairs:
                return loss * 10, loss * 0
            return loss * 10, self._read_roles(states, lengths, pairs)

        def _run(self, lstm: nn.LSTM, padded: Tensor, lengths: Tensor) -> Tensor:
            packed = pack_padded_sequence(padded, lengths, batch_first=True)
            return self.drop(pad_packed_sequence(lstm(packed)[0], batch_first=True)[0])

        def _read_roles(
            self, states: Tensor, lengths: Tensor, pairs: list[tuple[int, int, tuple[int, ...]]]
        ) -> Tensor:
            blocks = torch.tensor([k for k, _, _ in pairs])
            cues = torch.tensor([anchor for _, anchor, _ in pairs])
            distance = torch.arange(states.shape[1])[None] - cues[:, None]
            near = self.near(states)[blocks] + self.from_cue(states[blocks, cues])[:, None]
            reach = network.FARTHEST
            near = near + self.distance(distance.clamp(-reach, reach) + reach)
            seen = self._run(self.second, self.drop(torch.relu(near)), lengths[blocks])
            scores = self.roles(seen)
            truth = pad_sequence(
                [torch.tensor(roles) for _, _, roles in pairs], batch_first=True, padding_value=-1
            )
            return nn.functional.cross_entropy(
                scores.flatten(0, 1), truth.flatten(), ignore_index=-1
            )

    model = Model()
    if start is not None:
        load(model, start)
    return model


def export(model: torch.nn.Module) -> dict[str, network.Floats]:
    """The arrays that `network` wants: gates in its order, halved where it uses tanh."""
    import numpy as np

    found = {name: value.detach().numpy() for name, value in model.state_dict().items()}
    arrays = {
        "pieces": found["pieces.weight"],
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
    """torch's order input, forget, candidate, output → input, forget, output, candidate."""
    import numpy as np

    into, forget, candidate, out = np.split(rows, 4)
    return np.concatenate([into * 0.5, forget * 0.5, out * 0.5, candidate])


def load(model: torch.nn.Module, weights: Weights) -> None:
    """Put weights that `export` gave back into a model of the same sizes."""
    import numpy as np
    import torch

    arrays = weights.arrays
    state = {
        f"{name}.weight": arrays[name] for name in ("pieces", "shapes", "places", "distance")
    } | {f"{name}.weight": arrays[name].T for name in ("cue", "near", "from_cue", "roles")}
    state |= {"cue.bias": arrays["cue_bias"], "roles.bias": arrays["roles_bias"]}
    for name, ours in (("first", "block"), ("second", "role")):
        for direction, end in enumerate(("", "_reverse")):
            for part, theirs in (("input", "weight_ih"), ("state", "weight_hh"), ("bias", "bias_ih")):
                rows = arrays[f"{ours}_{part}"][direction].T
                into, forget, out, candidate = np.split(rows, 4)
                state[f"{name}.{theirs}_l0{end}"] = np.concatenate(
                    [into * 2, forget * 2, candidate, out * 2]
                )
            state[f"{name}.bias_hh_l0{end}"] = np.zeros_like(arrays[f"{ours}_bias"][direction])
    model.load_state_dict({name: torch.from_numpy(np.ascontiguousarray(v)) for name, v in state.items()})
