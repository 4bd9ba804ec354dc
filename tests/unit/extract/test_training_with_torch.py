"""What torch learns, numpy runs. Skipped where the extra `train` is not installed."""

from __future__ import annotations

import numpy as np
import pytest

from kgbuild.extract.attribution import Attribution
from kgbuild.extract.corpora import Marked
from kgbuild.extract.tagger import network, tag
from kgbuild.extract.tagger.examples import list_examples
from kgbuild.extract.train import train
from kgbuild.text.article import Article

torch = pytest.importorskip("torch")
learner = pytest.importorskip("kgbuild.extract.tagger.learner")

SMALL = learner.Plan(
    rounds=12, pieces=8, first=8, second=8, seen=8, rate=0.02, tokens=40, masked=0.1
)


def make_texts():
    names, verbs = ("Ada", "Bob", "Cem", "Dan"), ("said", "wrote", "told")
    for i in range(24):
        name, verb = names[i % 4], verbs[i % 3]
        text = f"{name} {verb} that it rains in town {i}. Nothing else happened that day."
        end = text.index(".")
        said = (len(name) + 1, len(name) + 1 + len(verb))
        found = Attribution(content=((said[1] + 1, end),), cue=(said,), source=((0, len(name)),))
        yield Marked(article=Article("a", text), attributions=(found,))


def test_a_small_world_is_learnt():
    said = []
    weights = train(make_texts(), plan=SMALL, report=said.append)
    text = "Bob said that it rains in town 99. Nothing else happened that day."
    (found,) = tag(Article("a", text), weights=weights)
    assert text[slice(*found.source[0])] == "Bob"
    assert text[slice(*found.content[0])] == "that it rains in town 99"
    assert len(said) == SMALL.rounds


def test_the_same_texts_teach_the_same():
    first, second = (train(make_texts(), plan=SMALL).arrays for _ in range(2))
    assert all((first[name] == second[name]).all() for name in first)


def test_numpy_computes_what_torch_does():
    corpus = learner.Corpus.gather(list_examples(make_texts()))
    torch.manual_seed(3)
    known = learner.Learner(SMALL)
    known.parts.eval()
    arrays = learner.export(known)
    batch = sorted(range(6), key=lambda i: -len(corpus.rows[i]))
    lengths = [len(corpus.rows[i]) for i in batch]
    rows = torch.cat([corpus.rows[i] for i in batch])
    forms = torch.cat([corpus.forms[i] for i in batch]).numpy()
    inputs = network.embed(arrays, corpus.pieces.numpy(), rows.numpy(), forms)
    ours = network.read(arrays, "block", inputs, lengths)
    with torch.no_grad():
        padded = torch.nn.utils.rnn.pad_sequence(
            torch.from_numpy(inputs).split(lengths), batch_first=True
        )
        theirs = known._run("first", padded, torch.tensor(lengths))
    for k, length in enumerate(lengths):
        start = sum(lengths[:k])
        assert np.allclose(ours[start : start + length], theirs[k, :length].numpy(), atol=1e-5)


def test_learning_goes_on_from_given_weights():
    known = learner.Learner(SMALL)
    arrays = learner.export(known)
    again = learner.Learner(SMALL)
    learner.load(again, learner.Weights(arrays=arrays, notes={}))
    back = learner.export(again)
    assert all(np.allclose(back[name], arrays[name], atol=1e-6) for name in arrays)
    lazy = learner.Plan(
        **{**{f: getattr(SMALL, f) for f in SMALL.__slots__}, "rounds": 1, "rate": 1e-9}
    )
    start = learner.Weights(arrays=arrays, notes={"threshold": 0.4})
    trained = train(make_texts(), start=start, plan=lazy)
    assert all(np.allclose(trained.arrays[name], arrays[name], atol=1e-4) for name in arrays)
    assert trained.notes["threshold"] == 0.4
