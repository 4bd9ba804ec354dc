"""What extraction proposes for the seed article, beside what its reviewed annotations say.

    python tests/bench/seed_recall.py [EXTRACTOR]

The reviewed file is hidden from the extractor: it sees the text alone. Counted are the proposals
whose words a reviewed claim of another voice than the author has, with the right and with a wrong
speaker, those that no reviewed claim has, the reviewed claims that are found, and what would be
invented: a passage that is not in the text, a speaker whose name is not.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

from kgbuild.annotation.entries import AnnotationFile
from kgbuild.annotation.read import parse, read
from kgbuild.diagnostics import Diagnostic
from kgbuild.extract.extractors import DEFAULT, Wanted, extractor
from kgbuild.starter import new_files
from kgbuild.text.anchor import Quote, anchor, stands
from kgbuild.text.article import Article

SEED = (
    Path(__file__).resolve().parents[2] / "seeds" / "chinese-policy-on-north-korean-refugees.yaml"
)


def spans_of(article: Article, claim) -> list[tuple[int, int]]:
    """The passages of a claim."""
    found = []
    for q in claim.quote:
        quote = Quote(
            words=q.words,
            nth=int(q.nth.value) if q.nth else None,
            before=q.before.value if q.before else "",
            after=q.after.value if q.after else "",
        )
        spans = anchor(quote, article)
        found += [] if isinstance(spans, Diagnostic) else [(s.start, s.end) for s in spans]
    return found


def words_for(file: AnnotationFile, claim) -> set[str]:
    """The words by which a claim's speaker is known: name, `called`, speaker and cue."""
    everybody = (*file.people, *file.institutions, *file.voices)
    by = claim.by.value if claim.by else ""
    holder = next((h for h in everybody if h.id.value == by), None)
    names = [holder.name.value, *(c.value for c in holder.called)] if holder else []
    if holder is not None and hasattr(holder, "kind"):  # a voice is known by the words beside it
        names += [q.words.value for q in (claim.speaker, *claim.cue) if q is not None]
    return {w.lower() for n in names for w in re.findall(r"\w{2,}", n)} - {
        "the",
        "of",
        "in",
        "said",
    }


def overlap(one, other) -> int:
    """How many characters two lists of passages share."""
    return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in one for b in other)


def length(spans) -> int:
    return sum(e - s for s, e in spans)


def main() -> None:
    """Prints the counts, and each proposal that is not right."""
    wanted = sys.argv[1] if len(sys.argv) > 1 else DEFAULT
    gold, _ = read(SEED)
    assert gold is not None
    text = SEED.parent / gold.article.file.value
    with tempfile.TemporaryDirectory() as folder:
        started = new_files(
            Path(folder), text.read_bytes(), text.name, extractor=extractor(wanted, Wanted())
        )
        typed = next(d for p, d in started.files.items() if p.suffix == ".yaml").decode()
    draft, found = parse(typed, "draft.yaml")
    assert draft is not None
    assert not found, found
    article = Article(text.name, text.read_text(encoding="utf-8"))
    reviewed = [c for c in gold.claims if c.mode.value != "own-words"]
    reviewed_spans = [spans_of(article, c) for c in reviewed]
    right, wrong, unmatched, in_document = [], [], [], 0
    got: set[int] = set()
    kinds = {s.id.value: (s.kind.value, s.issued.value) for s in (*gold.sources, *draft.sources)}
    for claim in draft.claims:
        spans = spans_of(article, claim)
        assert spans, claim
        hits = [
            i
            for i, r in enumerate(reviewed_spans)
            if overlap(spans, r) * 2 >= min(length(r), length(spans))
        ]
        speakers = words_for(draft, claim)
        same = [i for i in hits if speakers & words_for(gold, reviewed[i])]
        got.update(
            i for i in same if overlap(spans, reviewed_spans[i]) * 2 >= length(reviewed_spans[i])
        )
        (right if same else wrong if hits else unmatched).append(claim)
        if same and claim.in_:
            documents = {kinds.get(_document(gold, reviewed[i])) for i in same}
            in_document += kinds[claim.in_.value] in documents
    names = [h.name.value for h in (*draft.people, *draft.institutions, *draft.voices)]
    ours = {"The author of the article"}
    invented = [
        n for n in names if n not in ours and not stands(n.removeprefix("author of "), article)
    ]
    print(f"extractor            {wanted}")
    print(f"proposals            {len(draft.claims)}")
    print(f"right speaker        {len(right)}")
    print(f"wrong speaker        {len(wrong)}")
    print(f"no reviewed claim    {len(unmatched)}")
    print(f"right document       {in_document} of {sum(1 for c in right if c.in_)} that name one")
    print(f"reviewed claims      {len(got)} of {len(reviewed)} found with their speaker")
    print(f"invented speakers    {len(invented)} {invented or ''}")
    for title, claims in (("wrong", wrong), ("none", unmatched)):
        for claim in claims:
            print(f"  {title}: {claim.by}: {claim.says.value[:90]}")


def _document(file: AnnotationFile, claim) -> str:
    while claim.in_ is None and claim.within is not None:
        claim = next(c for c in file.claims if c.id and c.id.value == claim.within.value)
    return claim.in_.value if claim.in_ else ""


if __name__ == "__main__":
    main()
