"""Attributions by rules over a dependency parse: one reading of each word that hands over.

The parse is spaCy's (extra `nlp`); this module only walks it, so any English model will do. A
word that can be a cue (`cues`) is looked at once: what stands in quotation marks beside it, what
clause or phrase depends on it, and who is its subject.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kgbuild.extract import cues
from kgbuild.extract.attribution import Attribution, Range
from kgbuild.extract.corpora import order
from kgbuild.extract.tagger.quoted import find_quotations

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

EXTRACTOR = "rules 1"
Tokens = set[int]

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_EDGES = frozenset(",.;:-–—―|•*()[]…") | {"--", "and", "but", "or", "..."}
_CLAUSES = ("ccomp", "xcomp", "csubj")


def find_attributions(doc: Doc, *, wide: bool = True) -> list[Attribution]:
    """What the rules find in a parsed paragraph; offsets count from its first character.

    With `wide`, also by what words of attitude, nouns, adjectives and passives hand over.
    """
    quotes = [_cover(doc, quote) for quote in find_quotations(doc.text, 0, len(doc.text))]
    inside = {i for quote in quotes for i in quote}
    found: list[Attribution] = []
    for token in doc:
        for roles in _read(token, quotes, inside, wide=wide):
            source, cue, content, sure = roles
            content = _trim(doc, content)
            if not any(doc[i].is_alpha or doc[i].like_num for i in content):
                continue
            found.append(
                Attribution(
                    content=_ranges(doc, content),
                    cue=_ranges(doc, cue, marks=True),
                    source=_ranges(doc, _trim(doc, source)),
                    confidence=sure,
                    extractor=EXTRACTOR,
                )
            )
    return _drop_doubles(found)


def _drop_doubles(found: list[Attribution]) -> list[Attribution]:
    best: dict[tuple[Range, ...], Attribution] = {}
    for each in found:
        known = best.get(each.content)
        if known is None or (each.confidence, bool(each.source)) > (
            known.confidence,
            bool(known.source),
        ):
            best[each.content] = each
    return sorted(best.values())


Roles = tuple[Tokens, Tokens, Tokens, float]


def _read(
    token: Token, quotes: list[Tokens], inside: Tokens, *, wide: bool
) -> Iterator[Roles]:
    doc = token.doc
    lemma = token.lemma_.lower()
    if token.i in inside:
        return
    if token.text in _DASHES:
        yield from _read_dash(token, quotes)
    elif token.text == ":":
        yield from _read_colon(token)
    elif token.lower_ == "according":
        if token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "to":
            yield from _read_according(token, quotes)
    elif token.pos_ in ("VERB", "AUX"):
        yield from _read_verb(token, quotes, inside, wide=wide)
    elif wide and token.pos_ == "NOUN" and lemma in cues.NOUNS:
        yield from _read_noun(token)
    elif wide and token.pos_ == "ADJ" and lemma in cues.ADJECTIVES:
        yield from _read_adjective(token)


_DASHES = ("―", "—", "–", "-", "--")


# ---------------------------------------------------------------- verbs


def _read_verb(
    verb: Token, quotes: list[Tokens], inside: Tokens, *, wide: bool
) -> Iterator[Roles]:
    lemma = verb.lemma_.lower()
    says = lemma in cues.SAYING
    thinks = lemma in cues.THINKING
    attitude = wide and lemma in cues.ATTITUDES
    if not (says or thinks or attitude) or verb.i in inside or _is_unsaid(verb):
        return
    source = _find_source(verb)
    cue = _find_cue(verb)
    if verb.i not in inside and says:
        content = _quoted_beside(verb, quotes, inside, source | cue)
        if content:
            if not source:
                source = _guess_source(verb, content, inside)
            yield source, cue, content - source - cue, 1.0 if source else 0.7
            return
    content = _clause_of(verb, source | cue)
    sure = 0.9 if says else 0.7
    if not content and (says or thinks) :
        content = _before(verb, source | cue, inside)
    if not content and (attitude or says) and wide:
        content = _object_of(verb, cue)
        sure = 0.4 if attitude else 0.5
    if content:
        if not says and (len(content) < _SHORTEST or not source) and not content & inside:
            return
        if len(content) < 2 and not content & inside:
            return
        content = _whole_quotes(_cut_concession(verb.doc, content), quotes, verb)
        if verb.i not in inside and says:
            content |= _following_quotes(verb.doc, content | cue | source, quotes, inside)
        yield source, cue, content - source - cue, sure if source else sure - 0.2


_SHORTEST = 3
_COMMENTS = ("although", "though", "aside", "despite", "according", "adding", "saying", "citing", "noting")


def _is_unsaid(verb: Token) -> bool:
    """Is it denied that anything was said, or only possible: "did not say", "to ask"?"""
    for child in verb.children:
        if child.dep_ == "neg" and verb.lemma_ not in ("rule", "know"):
            return True
        if child.dep_ == "aux" and child.lower_ == "to" and verb.dep_ != "xcomp":
            return True
        if child.tag_ == "MD" and child.lower_ in ("could", "can", "should", "must"):
            return True
    return False


def _subtree(token: Token) -> Tokens:
    return {t.i for t in token.subtree}


def _find_source(verb: Token) -> Tokens:
    seen = 0
    head = verb
    while seen < 4:
        for child in head.children:
            if child.dep_ in ("nsubj", "nsubjpass") and not (
                head is not verb and head.pos_ not in ("VERB", "AUX")
            ):
                if child.dep_ == "nsubjpass" and head is verb:
                    return _agent(verb)
                if child.lower_ in ("it", "there") and head.dep_ == "ROOT" and _is_dummy(head):
                    return set()
                if child.lower_ in ("who", "which", "that") and head.dep_ == "relcl":
                    return {child.i}
                return _phrase(child)
        if head.dep_ in ("conj", "xcomp", "advcl", "aux", "pcomp", "prep") and head.head is not head:
            head = head.head
        elif head.dep_ == "acl" and head.head.pos_ in ("NOUN", "PROPN", "PRON"):
            if verb.tag_ == "VBG":
                return _phrase(head.head) - _subtree(head)
            return _agent(verb)
        else:
            break
        seen += 1
    return _agent(verb)


def _is_dummy(verb: Token) -> bool:
    return any(child.dep_ == "auxpass" for child in verb.children) or verb.lemma_ in (
        "be",
        "seem",
        "appear",
    )


def _agent(verb: Token) -> Tokens:
    for child in verb.children:
        if child.dep_ == "agent":
            return {t.i for t in child.subtree} - {child.i}
    return set()


def _phrase(noun: Token) -> Tokens:
    """A noun phrase, without a long clause that hangs on its end."""
    return _subtree(noun)


def _find_cue(verb: Token) -> Tokens:
    cue = {verb.i}
    for child in verb.children:
        if child.dep_ in ("aux", "auxpass", "neg", "prt") and abs(child.i - verb.i) < 5:
            cue.add(child.i)
    return cue


def _quoted_beside(
    verb: Token, quotes: list[Tokens], inside: Tokens, taken: Tokens
) -> Tokens:
    """The quotations that a verb of saying outside of them introduces, closes or interrupts."""
    doc = verb.doc
    left, right = verb.i, verb.i
    while left > 0 and left - 1 not in inside and not _ends_sentence(doc, left - 1):
        left -= 1
    while right + 1 < len(doc) and right + 1 not in inside and not _ends_sentence(doc, right):
        right += 1
    before = next((q for q in quotes if left - 1 in q), None)
    after = next((q for q in quotes if right + 1 in q), None) if not _ends_sentence(doc, right) else None
    content: Tokens = set()
    if before and _closes_with_pause(doc, before, left) and _is_tag(verb, left, right, after):
        content |= before | _lead_in(verb, before, inside)
    if after and _is_introduced(doc, verb, right) and _is_whole(doc, after):
        content |= after
    elif after and content and doc[right].text in (",", ":"):
        content |= after
    if content:
        content |= _following_quotes(doc, content | taken | set(range(left, right + 1)), quotes, inside)
    return content


def _ends_sentence(doc: Doc, i: int) -> bool:
    if doc[i].text in (".", "!", "?", ";") :
        return True
    return i + 1 < len(doc) and bool(doc[i + 1].is_sent_start) and doc[i].text in (".", "!", "?", "”", '"')


def _closes_with_pause(doc: Doc, quote: Tokens, left: int) -> bool:
    last = max(quote)
    inner = doc[last - 1].text[-1:] if last - 1 in quote else ""
    if inner in (",", "!", "?", "—", "-", "…"):
        return True
    return doc[left].text in (",", "—", "--", "-", "–")


def _is_tag(verb: Token, left: int, right: int, after: Tokens | None) -> bool:
    """Is the stretch around the verb a speech tag: “…,” he said? Short on the verb's left."""
    doc = verb.doc
    words = [t for t in doc[left : verb.i] if t.is_alpha]
    if doc[left].lower_ in ("but", "and", "while") and len(words) > 6:
        return False
    tail = doc[verb.i + 1 : right + 1]
    has_clause = any(t.dep_ in ("ccomp",) and t.head.i == verb.i and t.i > verb.i for t in tail)
    return not has_clause and (len(words) <= 25)


def _is_introduced(doc: Doc, verb: Token, right: int) -> bool:
    """Does the stretch end in a verb of saying and a comma, a colon, or nothing else?"""
    last = doc[right]
    if last.text == ":":
        return True
    gap = [t for t in doc[verb.i + 1 : right + 1] if t.is_alpha]
    if last.text == ",":
        return len(gap) <= 12 and not any(t.dep_ == "ccomp" and t.head.i == verb.i for t in gap)
    return not gap


def _is_whole(doc: Doc, quote: Tokens) -> bool:
    """Does the quotation end its sentence, or pause? Else it is a part of a clause."""
    last = max(quote)
    if doc[last - 1].text[-1:] in ",.!?…—-":
        return True
    return last + 1 >= len(doc) or doc[last + 1].text in (".", ",", ";", "!", "?", "—", "-", "--")


def _lead_in(verb: Token, quote: Tokens, inside: Tokens) -> Tokens:
    """Words of the same sentence before a quotation: Mills “got immunity,” she said."""
    doc = verb.doc
    start = min(quote)
    while start and start - 1 not in inside and not _ends_sentence(doc, start - 1):
        start -= 1
    lead = doc[start : min(quote)]
    if any(t.pos_ == "VERB" or t.text in (":", "\n") for t in lead) or start - 1 in inside:
        return set()
    return set(range(start, min(quote)))


def _following_quotes(
    doc: Doc, taken: Tokens, quotes: list[Tokens], inside: Tokens
) -> Tokens:
    """A quotation that goes on as a new sentence right after what was taken: “…,” he said. “…”"""
    end = max(taken)
    while end + 1 < len(doc) and end + 1 not in inside and not _ends_sentence(doc, end):
        end += 1
        if doc[end].pos_ == "VERB" and doc[end].dep_ not in ("advcl", "acl", "relcl", "conj", "amod"):
            break
    for quote in quotes:
        if min(quote) == end + 1 and doc[end].text in (".", "?", "!", ";"):
            after = max(quote) + 1
            whole = doc[max(quote) - 1].text[-1:] in ".!?…"
            if whole and (after >= len(doc) or not doc[after].is_punct):
                return quote
    return set()


def _guess_source(verb: Token, content: Tokens, inside: Tokens) -> Tokens:
    """The noun phrase next to a verb whose subject the parser missed: “…,” said Ms. Doe."""
    doc = verb.doc
    for chunk in doc.noun_chunks:
        if chunk.start == verb.i + 1 and not set(range(chunk.start, chunk.end)) & content:
            return _subtree(chunk.root) - content - {verb.i}
    for chunk in doc.noun_chunks:
        if chunk.end == verb.i and not set(range(chunk.start, chunk.end)) & content:
            return set(range(chunk.start, chunk.end))
    return set()


# ---------------------------------------------------------------- what depends on the cue


def _clause_of(verb: Token, taken: Tokens) -> Tokens:
    best: Tokens = set()
    for child in verb.children:
        if child.dep_ not in _CLAUSES or child.dep_ == "csubj":
            continue
        if child.dep_ == "xcomp" and child.pos_ not in ("VERB", "AUX") and verb.lemma_ not in cues.NAMING:
            continue
        tokens = _subtree(child)
        if child.i < verb.i and not _precedes_as_speech(verb, child):
            continue
        best |= tokens
    lemma = verb.lemma_.lower()
    if not best and lemma in cues.SAYING | cues.THINKING:
        for child in verb.children:  # "told reporters on Monday that …", misread as relative
            if child.dep_ in ("dobj", "dative", "npadvmod", "prep") and child.i > verb.i:
                for inner in child.subtree:
                    if inner.dep_ in ("relcl", "acl", "ccomp") and any(
                        t.lower_ in ("that", "whether") and t.dep_ == "mark" for t in inner.children
                    ):
                        return _subtree(inner) - taken
    if lemma in cues.NAMING:
        for child in verb.children:
            if child.dep_ in ("dobj", "oprd", "nsubjpass") or (
                child.dep_ == "prep" and child.lower_ == "as"
            ):
                best |= _subtree(child)
    return best - taken


def _precedes_as_speech(verb: Token, child: Token) -> bool:
    return verb.i > max(t.i for t in child.subtree) - 1 or True


def _before(verb: Token, taken: Tokens, inside: Tokens) -> Tokens:
    """The clause that a parenthetic verb comments: The bridge, he said, is old."""
    doc = verb.doc
    content: Tokens = set()
    if verb.dep_ in ("parataxis", "ccomp", "advcl", "conj") and verb.head is not verb:
        tree = _subtree(verb)
        if any(t.i in tree and t.text == "," for t in doc) or (
            doc[min(tree) - 1].text in (",", "—", "–") if min(tree) else False
        ):
            has_mark = any(c.dep_ == "mark" and c.lower_ != "as" for c in verb.children)
            if not has_mark:
                content = _subtree(verb.head) - tree
                if verb.dep_ in ("ccomp", "conj", "advcl") and verb.head.lemma_ in cues.SAYING:
                    content = set()
    return content - taken


def _object_of(verb: Token, cue: Tokens) -> Tokens:
    lemma = verb.lemma_.lower()
    frames = cues.ATTITUDES.get(lemma, cues.OBJECT)
    content: Tokens = set()
    for child in verb.children:
        word = child.lower_
        if child.dep_ in ("dobj", "nsubjpass") and "" in frames:
            content |= _subtree(child)
        elif child.dep_ in ("xcomp", "ccomp") and child.i > verb.i:
            content |= _subtree(child)
        elif child.dep_ == "prep" and word == "as" and "" in frames:
            content |= _subtree(child)
        elif child.dep_ in ("prep", "dative") and word in frames:
            content |= _subtree(child) - {child.i}
            cue.add(child.i)
    return content


def _cut_concession(doc: Doc, content: Tokens) -> Tokens:
    """Without the author's own comment at the end: …, although he again refused."""
    for i in sorted(content)[3:]:
        if doc[i - 1].text in (",", "-", "--", "—", "–") and (
            doc[i].lower_ in _COMMENTS
        ):
            return {k for k in content if k < i}
    return content


def _whole_quotes(content: Tokens, quotes: list[Tokens], verb: Token) -> Tokens:
    """The same with quotations taken whole, when the content begins or ends within them."""
    for quote in quotes:
        if verb.i in quote or not quote & content:
            continue
        content = content | quote
    return content


# ---------------------------------------------------------------- other cues


def _read_according(token: Token, quotes: list[Tokens]) -> Iterator[Roles]:
    doc = token.doc
    to = doc[token.i + 1]
    heads = [child for child in to.children if child.dep_ == "pobj"] or [
        c for c in token.children if c.dep_ == "pobj"
    ]
    if not heads:
        return
    source = {i for i in _subtree(heads[0]) if i > to.i}
    cue = {token.i, to.i}
    if doc[min(source)].is_sent_start or token.is_sent_start or token.text[0].isupper():
        commas = [i for i in sorted(source) if doc[i].text == ","]
        rest = {i for i in range(max(source) + 1, token.sent.end) if not doc[i].is_punct}
        if commas and not rest:
            source = {i for i in source if i < commas[-1]}
    sentence = {t.i for t in token.sent}
    head = token.head
    content = _subtree(head) if head.pos_ in ("VERB", "AUX") else sentence
    content = {i for i in content if i in sentence} or sentence
    tagged = content - source - cue
    before = {i for i in tagged if i < token.i}
    after = {i for i in tagged if i > max(source)}
    content = before if len(before) > 3 else after
    content = _whole_quotes(content, [q for q in quotes if token.i not in q], token)
    if not before and not after:
        return
    yield source, cue, content - source - cue, 0.8


def _read_noun(noun: Token) -> Iterator[Roles]:
    frames = cues.NOUNS[noun.lemma_.lower()]
    source = {
        i
        for child in noun.children
        if child.dep_ == "poss"
        for i in _subtree(child)
        if noun.doc[i].tag_ != "POS"
    }
    cue = {noun.i}
    content: Tokens = set()
    sure = 0.3
    for child in noun.children:
        if child.dep_ in ("acl", "ccomp", "relcl") and child.i > noun.i:
            marks = [c for c in child.children if c.dep_ == "mark" and c.lower_ == "that"]
            to = any(c.dep_ == "aux" and c.lower_ == "to" for c in child.children)
            if (marks and "that" in frames) or (to and "to" in frames):
                content |= _subtree(child)
                sure = 0.5
        elif child.dep_ == "prep" and child.lower_ in frames and source:
            content |= _subtree(child) - {child.i}
            cue.add(child.i)
    if not source and noun.dep_ in ("dobj", "attr") and noun.head.pos_ in ("VERB", "AUX"):
        if noun.head.lemma_ in cues.LIGHT:
            source = _find_source(noun.head)
            cue |= {noun.head.i} | {i for i in range(noun.head.i, noun.i)}
            if not content:
                for child in noun.children:
                    if child.dep_ == "prep" and child.lower_ in frames:
                        content |= _subtree(child) - {child.i}
                        cue.add(child.i)
                sure = 0.4
    if content and (source or sure > 0.4):  # noqa: PLR2004
        yield source, cue, content, sure


def _read_adjective(adjective: Token) -> Iterator[Roles]:
    frames = cues.ADJECTIVES[adjective.lemma_.lower()]
    verb = adjective.head
    if verb.lemma_ not in ("be", "feel", "remain", "seem", "become"):
        return
    source = _find_source(verb)
    cue = {verb.i, adjective.i} | {c.i for c in verb.children if c.dep_ in ("aux", "neg")}
    content: Tokens = set()
    for child in [*adjective.children, *verb.children]:
        if child.dep_ in ("ccomp", "xcomp") and child.i > adjective.i and child is not adjective:
            content |= _subtree(child)
        elif child.dep_ == "prep" and child.lower_ in frames and child.i > adjective.i:
            content |= _subtree(child) - {child.i}
            cue.add(child.i)
    if content and source and not ({verb.doc[i].lower_ for i in source} <= {"it", "there"}):
        yield source, cue, content - cue, 0.4


def _read_dash(dash: Token, quotes: list[Tokens]) -> Iterator[Roles]:
    """“A whole quotation.” ― Name at the end of its line."""
    doc = dash.doc
    quote = next((q for q in quotes if max(q) == dash.i - 1), None)
    line = [dash.i + 1]
    while line[-1] < len(doc) and "\n" not in doc[line[-1]].text:
        line.append(line[-1] + 1)
    name = [doc[i] for i in line[:-1]]
    if quote and name and len(name) < 8 and name[0].text[:1].isupper():
        yield {t.i for t in name}, {dash.i}, quote, 0.8


def _read_colon(colon: Token) -> Iterator[Roles]:
    """SPEAKER: what follows on the same line, as transcripts are printed."""
    doc = colon.doc
    start = colon.i
    while start and "\n" not in doc[start - 1].text and colon.i - start < _LONGEST_NAME:
        start -= 1
    name = [t for t in doc[start : colon.i] if t.is_alpha]
    at_line = start == 0 or "\n" in doc[start - 1].text
    if not (at_line and name and all(t.is_upper and len(t) > 1 for t in name)):
        return
    stop = colon.i + 1
    while stop < len(doc) and "\n" not in doc[stop].text:
        stop += 1
    yield {t.i for t in name}, {colon.i}, set(range(colon.i + 1, stop)), 0.8


_LONGEST_NAME = 5


# ---------------------------------------------------------------- edges


def _cover(doc: Doc, quote: Range) -> Tokens:
    return {t.i for t in doc if t.idx < quote[1] and t.idx + len(t) > quote[0]}


def _trim(doc: Doc, tokens: Tokens) -> Tokens:
    """Without punctuation and conjunctions at the edges, but with marks of quotation."""
    kept = sorted(tokens)
    while kept and (doc[kept[0]].lower_ in _EDGES or doc[kept[0]].is_space):
        kept.pop(0)
    while kept and (doc[kept[-1]].lower_ in _EDGES or doc[kept[-1]].is_space):
        kept.pop()
    return set(kept)


def _ranges(doc: Doc, tokens: Tokens, *, marks: bool = False) -> tuple[Range, ...]:
    ranges: list[Range] = []
    last = -2
    for i in sorted(tokens):
        start, end = doc[i].idx, doc[i].idx + len(doc[i])
        if i == last + 1:
            ranges[-1] = (ranges[-1][0], end)
        elif marks or not (doc[i].is_punct or doc[i].is_space) or doc[i].is_quote:
            ranges.append((start, end))
        else:
            continue
        last = i
    return order(ranges)
