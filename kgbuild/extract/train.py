"""Training the tagger on one's own texts: torch learns what numpy runs (extra `train`)."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable

from kgbuild.errors import ConfigError, InputError
from kgbuild.extract.corpora import Marked
from kgbuild.extract.tagger.examples import list_examples
from kgbuild.extract.tagger.learner import Corpus, Learner, Plan, export, load
from kgbuild.extract.tagger.weights import Weights

Report = Callable[[str], None]


def train(
    texts: Iterable[Marked],
    *,
    start: Weights | None = None,
    plan: Plan | None = None,
    report: Report = lambda _: None,
) -> Weights:
    """Weights for `tag`, learnt from marked texts; from `start` on, if given.

    What is not marked in a text (or in its `known` stretches) is taken for not being there. The
    same texts, plan, version of torch and number of threads give the same weights. From the shipped
    weights on, a hundred marked articles change something, a thousand much.

    Raises ConfigError without torch (extra `train`), and InputError when nothing is marked.
    """
    try:
        import torch
    except ImportError as error:
        raise ConfigError(
            "training needs torch", hint="install it: pip install 'kgbuild[train]'"
        ) from error
    plan = plan or Plan()
    torch.manual_seed(plan.seed)
    torch.use_deterministic_algorithms(mode=True)
    corpus = Corpus.gather(list_examples(texts))
    if not any(corpus.readings):
        raise InputError("nothing to learn from: no attribution with a cue is marked")
    learner = Learner(plan)
    if start is not None:
        load(learner, start)
    go_through(learner, corpus, report)
    notes: dict[str, float | str] = {} if start is None else dict(start.notes)
    return Weights(arrays=export(learner), notes={**notes, "seed": plan.seed})


def go_through(learner: Learner, corpus: Corpus, report: Report) -> None:
    """Adam (Kingma and Ba 2015), the rate rising for a tenth of the way and falling after."""
    import torch

    plan = learner.plan
    groups = learner.list_parameters()
    parameters = [each for group in groups for each in group["params"]]
    optimizer = torch.optim.Adam(groups)
    steps = plan.rounds * corpus.count_batches(plan.tokens)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer,
        max_lr=[group["lr"] for group in groups],
        total_steps=steps + plan.rounds,
        pct_start=0.1,
    )
    drawn = random.Random(plan.seed)  # noqa: S311  (no secret: the same order every time)
    for number in range(plan.rounds):
        cues = roles = 0.0
        batches = corpus.draw_batches(plan.tokens, drawn)
        for batch in batches:
            optimizer.zero_grad()
            cue, role = learner.find_losses(corpus, batch)
            (cue + role).backward()
            torch.nn.utils.clip_grad_norm_(parameters, 5.0)
            optimizer.step()
            schedule.step()
            cues, roles = cues + cue.item(), roles + role.item()
        losses = f"{cues / len(batches):.4f} {roles / len(batches):.4f}"
        report(f"round {number + 1} of {plan.rounds}: loss of cues and roles {losses}")
