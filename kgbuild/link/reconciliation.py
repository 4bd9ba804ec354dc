"""The Reconciliation Service API 0.2 (W3C Community Group): OpenRefine's services speak it.

Queries go as the form field `queries`, POSTed (§5.2). What the service says of itself (its
manifest) tells how identifiers become IRIs. Its `match` flag and score are not believed: a lone
bad candidate gets them, too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote

from kgbuild.answer import Answer
from kgbuild.iris import ABSOLUTE
from kgbuild.link.authorities import canonical
from kgbuild.link.linker import Candidate, Candidates, Query, first, nameless
from kgbuild.records.model import Iri
from kgbuild.session import Session

_BATCH: Final = 10
_SEPARATORS: Final = ("/", "#", "=", ":")


class Reconciliation:
    """A service at an address. Its manifest is fetched with the first question."""

    batch = _BATCH
    offline = False
    kinds: frozenset[str] = frozenset()

    def __init__(self, session: Session, url: str) -> None:
        self.name = nameless(url)
        self._url = url
        self._session = session
        self._manifest: dict[str, Any] | None = None

    def ask(self, queries: Sequence[Query]) -> tuple[Candidates, ...]:
        """The candidates for each query, from one request."""
        manifest = self._described()
        asked = {f"q{n}": {"query": q.name, "limit": q.limit} for n, q in enumerate(queries)}
        answer = self._session.post(
            self._url,
            data={"queries": json.dumps(asked, ensure_ascii=False)},
            headers={"Accept": "application/json"},
            idempotent=True,
            check=_is_object,
        )
        results = answer.json()
        return tuple(
            first(_candidates(results, name, manifest, answer), query.limit)
            for name, query in zip(asked, queries, strict=True)
        )

    def look_up(self, known: Mapping[Iri, str]) -> Mapping[Iri, Candidate | None]:
        """What the service still finds under the label that an identifier had.

        The protocol has no way to ask for an identifier: what is not among the answers is left
        out, for it may be there under another name.
        """
        space = _pattern(self._described(), self.name).partition("{{id}}")[0]
        ours = {iri: label for iri, label in known.items() if iri.startswith(space) and label}
        found: dict[Iri, Candidate | None] = {}
        for start in range(0, len(ours), _BATCH):
            part = list(ours.items())[start : start + _BATCH]
            answers = self.ask([Query(name=label) for _, label in part])
            for (iri, _), candidates in zip(part, answers, strict=True):
                found |= {c.id: c for c in candidates if c.id == iri}
        return found

    def _described(self) -> dict[str, Any]:
        if self._manifest is None:
            answer = self._session.get(
                self._url, headers={"Accept": "application/json"}, check=_is_manifest
            )
            self._manifest = answer.json()
        return self._manifest


def _is_object(answer: Answer) -> None:
    """Raises NetworkError when the answer is no JSON object, or an error in disguise."""
    value = answer.json()
    if not isinstance(value, dict):
        raise answer.failure("wrong-answer", "answered no results")
    if isinstance(said := value.get("error"), (str, dict)) and "result" not in said:
        raise answer.failure("wrong-answer", f"answered an error: {str(said)[:200]}")
    if value.get("status") == "error":
        said = str(value.get("message", ""))
        raise answer.failure("wrong-answer", f"answered an error: {said[:200]}")


def _is_manifest(answer: Answer) -> None:
    """Raises NetworkError when the answer is no manifest (§3); `versions` came with 0.2."""
    _is_object(answer)
    value = answer.json()
    spaces = [value.get("identifierSpace"), value.get("schemaSpace")]
    if not isinstance(value.get("name"), str) or not all(isinstance(s, str) for s in spaces):
        raise answer.failure("wrong-answer", "is no reconciliation service: it has no manifest")


def _candidates(
    results: Mapping[str, Any], name: str, manifest: Mapping[str, Any], answer: Answer
) -> list[Candidate]:
    """The candidates for one query. Raises NetworkError unless they are as §5.3 says."""
    result = results.get(name)
    given = result.get("result") if isinstance(result, dict) else None
    if not isinstance(given, list):
        raise answer.failure("wrong-answer", "left out the results of a query")
    pattern = _pattern(manifest, answer.url)
    found = []
    for one in given:
        if not (isinstance(one, dict) and _text(one.get("id")) and _text(one.get("name"))):
            raise answer.failure("wrong-answer", "answered a candidate without id or name")
        iri = _iri(one["id"], pattern)
        if iri is None:
            raise answer.failure("wrong-answer", f"answered an impossible id: {one['id'][:80]!r}")
        label, description = _text(one["name"]), _text(one.get("description"))
        types = _types(one.get("type"))
        found.append(Candidate(id=iri, label=label, description=description, types=types))
    return found


def _text(value: object) -> str:
    """A text on one line; nothing when it is none."""
    return " ".join(value.split()) if isinstance(value, str) else ""


def _types(given: object) -> tuple[str, ...]:
    """The names of types, or their ids where they have no name."""
    listed = given if isinstance(given, list) else [given]
    named = (t.get("name") or t.get("id") if isinstance(t, dict) else t for t in listed)
    return tuple(filter(None, map(_text, named)))


def _pattern(manifest: Mapping[str, Any], url: str) -> str:
    """How an id becomes an IRI, {{id}} standing for it.

    The identifier space when something can follow it, else the address of the page about a thing,
    else the service's own address.
    """
    space = str(manifest.get("identifierSpace", ""))
    view = manifest.get("view")
    page = view.get("url") if isinstance(view, dict) else None
    if ABSOLUTE.fullmatch(space) and space.endswith(_SEPARATORS):
        return space + "{{id}}"
    if isinstance(page, str) and "{{id}}" in page and page.startswith(("http://", "https://")):
        return page
    return f"{url}#" + "{{id}}"


def _iri(id_: str, pattern: str) -> Iri | None:
    """The IRI of an id; None when none can be made."""
    whole = id_ if id_.startswith(("http://", "https://")) else ""
    iri = whole or pattern.replace("{{id}}", quote(id_.strip(), safe="/:@!$&'()*+,;=-._~"))
    return canonical(iri) if ABSOLUTE.fullmatch(iri) else None
