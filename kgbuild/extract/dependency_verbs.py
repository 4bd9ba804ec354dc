"""What hangs on a verb that hands over: who speaks, and the clause or object that is said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kgbuild.extract import cues
from kgbuild.extract.dependency_quotes import Quoted, Tokens, find_beside, find_following

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Roles = tuple[Tokens, Tokens, Tokens, float]  # source, cue, content, and how sure it is

_SHORTEST = 3  # tokens of what is thought or wished, outside quotation marks
_STEPS = 4  # from a verb to the one whose subject it shares: "he rose and began by saying"
_NEAR = 5  # tokens between a verb and its auxiliary
_PASSED_ON = ("conj", "xcomp", "advcl", "aux", "pcomp", "prep")
# Where the author's own comment may begin, after a comma or a dash.
_COMMENTS = frozenset(
    {"although", "though", "aside", "despite", "according", "adding", "saying", "citing", "noting"}
)


def read_verb(verb: Token, quoted: Quoted, *, wide: bool) -> Iterator[Roles]:
    """One reading of a verb outside quotation marks, or none."""
    lemma = verb.lemma_.lower()
    says = lemma in cues.SAYING
    attitude = wide and lemma in cues.ATTITUDES
    if not (says or attitude or lemma in cues.THINKING) or _is_unsaid(verb):
        return
    source, cue = find_source(verb), _find_cue(verb)
    if says and (content := find_beside(verb, quoted, source | cue)):
        source = source or _guess_source(verb, content)
        yield source, cue, content - source - cue, 1.0 if source else 0.7
        return
    content, sure = _find_governed(verb, source | cue, cue, wide=wide)
    enough = 2 if says else _SHORTEST
    unquoted = not content & quoted.all
    if not content or (unquoted and (len(content) < enough or not (says or source))):
        return
    content = quoted.make_whole(_cut_comment(verb.doc, content), verb.i)
    if says:
        content |= find_following(quoted, content | cue | source)
    yield source, cue, content - source - cue, sure if source else sure - 0.2


def _find_governed(verb: Token, taken: Tokens, cue: Tokens, *, wide: bool) -> tuple[Tokens, float]:
    """The clause or object of a verb; prepositions that belong to the verb are added to `cue`."""
    lemma = verb.lemma_.lower()
    says, attitude = lemma in cues.SAYING, lemma in cues.ATTITUDES
    if content := _find_clause(verb, taken):
        return content, 0.9 if says else 0.7
    if (says or lemma in cues.THINKING) and (content := _find_commented(verb, taken)):
        return content, 0.9 if says else 0.7
    if wide and (says or attitude):
        return _find_object(verb, cue), 0.4 if attitude else 0.5
    return set(), 0.0


def _is_unsaid(verb: Token) -> bool:
    """Is it denied that anything was said, or only possible: "did not say", "to ask"?"""
    return any(
        (child.dep_ == "neg" and verb.lemma_ not in ("rule", "know"))
        or (child.dep_ == "aux" and child.lower_ == "to" and verb.dep_ != "xcomp")
        or (child.tag_ == "MD" and child.lower_ in ("could", "can", "should", "must"))
        for child in verb.children
    )


def list_subtree(token: Token) -> Tokens:
    """The tokens that hang on a token, and itself."""
    return {t.i for t in token.subtree}


def find_source(verb: Token) -> Tokens:
    """The subject of a verb, its own or that of the verb it is tied to; of a passive, the agent."""
    head = verb
    for _ in range(_STEPS):
        subject = next((c for c in head.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if subject is not None and (head is verb or head.pos_ in ("VERB", "AUX")):
            return _read_subject(verb, head, subject)
        if head.dep_ in _PASSED_ON and head.head is not head:
            head = head.head
        elif head.dep_ == "acl" and head.head.pos_ in ("NOUN", "PROPN", "PRON"):
            if verb.tag_ == "VBG":
                return list_subtree(head.head) - list_subtree(head)
            break
        else:
            break
    return _find_agent(verb)


def _read_subject(verb: Token, head: Token, subject: Token) -> Tokens:
    if subject.dep_ == "nsubjpass" and head is verb:
        return _find_agent(verb)
    if subject.lower_ in ("it", "there") and head.dep_ == "ROOT" and _is_dummy(head):
        return set()
    if subject.lower_ in ("who", "which", "that") and head.dep_ == "relcl":
        return {subject.i}
    return list_subtree(subject)


def _is_dummy(verb: Token) -> bool:
    passive = any(child.dep_ == "auxpass" for child in verb.children)
    return passive or verb.lemma_ in ("be", "seem", "appear")


def _find_agent(verb: Token) -> Tokens:
    agent = next((child for child in verb.children if child.dep_ == "agent"), None)
    return set() if agent is None else list_subtree(agent) - {agent.i}


def _find_cue(verb: Token) -> Tokens:
    parts = ("aux", "auxpass", "neg", "prt")
    near = {c.i for c in verb.children if c.dep_ in parts and abs(c.i - verb.i) < _NEAR}
    return {verb.i} | near


def _guess_source(verb: Token, content: Tokens) -> Tokens:
    """The noun phrase next to a verb whose subject the parser missed: “…,” said Ms. Doe."""
    chunks = [c for c in verb.doc.noun_chunks if not set(range(c.start, c.end)) & content]
    for chunk in chunks:
        if chunk.start == verb.i + 1:
            return list_subtree(chunk.root) - content - {verb.i}
    for chunk in chunks:
        if chunk.end == verb.i:
            return set(range(chunk.start, chunk.end))
    return set()


def _find_clause(verb: Token, taken: Tokens) -> Tokens:
    content: Tokens = set()
    names = verb.lemma_ in cues.NAMING
    for child in verb.children:
        clause = child.dep_ == "ccomp" or (
            child.dep_ == "xcomp" and (names or child.pos_ in ("VERB", "AUX"))
        )
        if clause:
            content |= list_subtree(child)
    if not content and verb.lemma_.lower() in cues.SAYING | cues.THINKING:
        content = _find_misread(verb)
        if content:
            return content - taken
    if verb.lemma_.lower() in cues.NAMING:
        for child in verb.children:
            if child.dep_ in ("dobj", "oprd", "nsubjpass") or _is_as(child):
                content |= list_subtree(child)
    return content - taken


def _is_as(token: Token) -> bool:
    return (token.dep_, token.lower_) == ("prep", "as")


def _find_misread(verb: Token) -> Tokens:
    """A clause with "that" which the parser hung on an object: told us on Monday that …"""
    for child in verb.children:
        if child.i < verb.i or child.dep_ not in ("dobj", "dative", "npadvmod", "prep"):
            continue
        for inner in child.subtree:
            marks = [t for t in inner.children if t.dep_ == "mark"]
            if inner.dep_ in ("relcl", "acl", "ccomp") and any(
                t.lower_ in ("that", "whether") for t in marks
            ):
                return list_subtree(inner)
    return set()


def _find_commented(verb: Token, taken: Tokens) -> Tokens:
    """The clause that a parenthetic verb comments: The bridge, he said, is old."""
    doc, tree = verb.doc, list_subtree(verb)
    if verb.dep_ not in ("parataxis", "ccomp", "advcl", "conj") or verb.head is verb:
        return set()
    comma = any(doc[i].text == "," for i in tree)
    if not comma and not (min(tree) and doc[min(tree) - 1].text in (",", "—", "–")):
        return set()
    marked = any(c.dep_ == "mark" and c.lower_ != "as" for c in verb.children)
    if marked or (verb.dep_ != "parataxis" and verb.head.lemma_ in cues.SAYING):
        return set()
    return list_subtree(verb.head) - tree - taken


def _find_object(verb: Token, cue: Tokens) -> Tokens:
    frames = cues.ATTITUDES.get(verb.lemma_.lower(), cues.OBJECT)
    content: Tokens = set()
    for child in verb.children:
        direct = child.dep_ in ("dobj", "nsubjpass") or _is_as(child)
        clause = child.dep_ in ("xcomp", "ccomp") and child.i > verb.i
        if clause or (direct and "" in frames):
            content |= list_subtree(child)
        elif child.dep_ in ("prep", "dative") and child.lower_ in frames:
            content |= list_subtree(child) - {child.i}
            cue.add(child.i)
    return content


def _cut_comment(doc: Doc, content: Tokens) -> Tokens:
    """Without the author's own comment at the end: …, although he again refused."""
    for i in sorted(content)[_SHORTEST:]:
        if doc[i].lower_ in _COMMENTS and doc[i - 1].text in (",", "-", "--", "—", "–"):
            return {k for k in content if k < i}
    return content
