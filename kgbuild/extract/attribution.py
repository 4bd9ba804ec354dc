"""What every extractor gives: attributions, as ranges of the article's characters."""

from __future__ import annotations

from dataclasses import dataclass, replace

Range = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Attribution:
    """Who (`source`) says (`cue`) what (`content`), as PARC and PolNeAR define the three.

    Each is a tuple of ranges into `Article.characters`, 0-based, half-open, code points, in the
    order of the text; `source` and `cue` may be empty, `content` never is. `confidence` is between
    0 and 1, and only comparable among attributions of one extractor. `extractor` names who
    proposes it, with a version: `tagger 1`.
    """

    content: tuple[Range, ...]
    cue: tuple[Range, ...] = ()
    source: tuple[Range, ...] = ()
    confidence: float = 0.0
    extractor: str = ""


def move(each: Attribution, by: int) -> Attribution:
    """The same attribution, so many characters further on."""
    content, cue, source = (
        tuple((start + by, end + by) for start, end in ranges)
        for ranges in (each.content, each.cue, each.source)
    )
    return replace(each, content=content, cue=cue, source=source)
