"""What the names of a JSON-LD document stand for: JSON-LD 1.1 API §4 and §5, as far as is cheap."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from kgbuild.graph.json_values import Array, Object, Scalar, Value
from kgbuild.graph.turtle_names import absolute

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:|_:")
# So far is followed a definition that leans on another, and that on a third.
_DEEP: Final = 50


@dataclass(frozen=True, slots=True)
class Definition:
    """What a context says of a name (JSON-LD 1.1 §9.15.1); `iri` may be a keyword or empty."""

    iri: str
    type: str = ""
    containers: frozenset[str] = frozenset()
    reverse: bool = False
    context: Value | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """An active context. `document` is the base that the document has from outside.

    Contexts that would have to be fetched add nothing: kgbuild fetches none.
    """

    document: str = ""
    base: str = ""
    vocab: str = ""
    terms: Mapping[str, Definition] = field(default_factory=dict)

    def extended(self, local: Value | None) -> Context:
        """This context and what a `@context` adds to it; null takes everything away."""
        if isinstance(local, Array):
            context = self
            for item in local.items:
                context = context if isinstance(item, Array) else context.extended(item)
            return context
        if isinstance(local, Scalar) and local.value is None:
            return Context(document=self.document, base=self.document)
        if not isinstance(local, Object):
            return self
        context = self
        if isinstance(base := local.get("@base"), Scalar):
            read = absolute(base.text, self.base) or base.text
            context = replace(context, base="" if base.value is None else read)
        if isinstance(vocab := local.get("@vocab"), Scalar):
            read = context.expanded(vocab.text, vocab=True) or context.expanded(vocab.text)
            context = replace(context, vocab="" if vocab.value is None else read)
        written = {key.text: value for key, value in local.members if key.text[:1] != "@"}
        terms = {name: said for name, said in self.terms.items() if name not in written}
        context = replace(context, terms=terms)
        todo = dict(written)
        for name in written:
            _define(name, todo, context, terms)
        return context

    def definition(self, name: str) -> Definition:
        """What this context says of the name of a member."""
        return self.terms.get(name) or Definition(self.expanded(name, vocab=True))

    def expanded(self, text: str, *, vocab: bool = False) -> str:
        """The keyword, absolute IRI or `_:label` that a string stands for; empty when none.

        `vocab`: the string is a property or a type, not the `@id` of a node.

        >>> Context(vocab="http://v.org/").expanded("name", vocab=True)
        'http://v.org/name'
        """
        if text.startswith("@"):
            return text
        if text in self.terms and (vocab or self.terms[text].iri.startswith("@")):
            return self.terms[text].iri
        prefix, colon, local = text.partition(":")
        if colon and prefix in self.terms and not local.startswith("//"):
            return self.terms[prefix].iri + local
        if _SCHEME.match(text):
            return text
        if vocab:
            return self.vocab and self.vocab + text
        return absolute(text, self.base)


def _define(
    name: str,
    todo: dict[str, Value],
    context: Context,
    terms: dict[str, Definition],
    deep: int = _DEEP,
) -> None:
    """Adds to `terms` (which are those of the context) a name and, before it, those it leans on."""
    value = todo.pop(name, None)
    if value is None:
        return
    said = value.text if isinstance(value, Scalar) else _member(value, "@id", "@reverse")
    for used in (said, said.partition(":")[0], name.partition(":")[0]):
        if used != name and deep:
            _define(used, todo, context, terms, deep - 1)
    nothing = isinstance(value, Scalar) and value.value is None
    iri = "" if nothing else context.expanded(said or name, vocab=True)
    terms[name] = Definition(iri)
    if not isinstance(value, Object):
        return
    type_ = _member(value, "@type")
    containers = value.get("@container")
    listed = containers.items if isinstance(containers, Array) else [containers]
    terms[name] = Definition(
        iri,
        type=context.expanded(type_, vocab=True) if type_ else "",
        containers=frozenset(item.text for item in listed if isinstance(item, Scalar)),
        reverse=value.get("@reverse") is not None,
        context=value.get("@context"),
    )


def _member(value: Value, *names: str) -> str:
    """The first string under one of the names."""
    found = [value.get(name) for name in names] if isinstance(value, Object) else []
    return next((member.text for member in found if isinstance(member, Scalar)), "")
