"""Wikidata through its own API: wbsearchentities for names, wbgetentities for what they are.

Errors arrive inside HTTP 200 as `error`; `maxlag=5` asks to be turned away when the servers are
behind (https://www.mediawiki.org/wiki/API:Etiquette).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from kgbuild.answer import Answer
from kgbuild.link.authorities import PREFIXES
from kgbuild.link.linker import Candidate, Candidates, Query, first, nameless
from kgbuild.records.model import Iri
from kgbuild.session import Session

API: Final = "https://www.wikidata.org/w/api.php"
_ENTITY: Final = PREFIXES["wikidata"]
_INSTANCE_OF: Final = "P31"
_MOST: Final = 50  # ids that wbgetentities takes at once
_BUSY: Final = ("maxlag", "ratelimited", "readonly", "internal_api_error")  # and what follows


class Wikidata:
    """The service `wikidata`, or another Wikibase as `wikidata=https://…/w/api.php`."""

    batch = 1
    offline = False
    kinds: frozenset[str] = frozenset()

    def __init__(self, session: Session, *, api: str = API) -> None:
        self.name = "wikidata" if api == API else f"wikidata={nameless(api)}"
        self._session = session
        self._api = api
        self._labels: dict[str, str] = {}  # of types: many things share few

    def ask(self, queries: Sequence[Query]) -> tuple[Candidates, ...]:
        """The items that bear each name as label or alias."""
        return tuple(self._found(query) for query in queries)

    def _found(self, query: Query) -> Candidates:
        results = self._asked(
            "search",
            _are_results,
            action="wbsearchentities",
            search=query.name,
            language=query.language,
            uselang=query.language,
            type="item",
            limit=str(query.limit),
        )
        ids = list(dict.fromkeys(r["id"] for r in results))
        items = self._items(ids, query.language)
        return first((c for i in ids if (c := items[_ENTITY + i]) is not None), query.limit)

    def look_up(self, known: Mapping[Iri, str]) -> Mapping[Iri, Candidate | None]:
        """What Wikidata says now of items; None for those that were deleted."""
        ids = [iri.removeprefix(_ENTITY) for iri in known if iri.startswith(_ENTITY)]
        return self._items([i for i in ids if _is_item(i)], "en")

    def _items(self, ids: Sequence[str], language: str) -> dict[Iri, Candidate | None]:
        """Each item by the identifier that was asked for, with the labels of its types."""
        answers = dict(self._entities(ids, language))
        types = {t for entity in answers.values() for t in _instance_of(entity)}
        missing = sorted(types - self._labels.keys())
        for type_, entity in self._entities(missing, language, props="labels"):
            self._labels[type_] = _text(entity.get("labels"), language) or type_
        return {
            _ENTITY + i: None if "missing" in entity else self._item(i, entity, language)
            for i, entity in answers.items()
        }

    def _entities(
        self,
        ids: Sequence[str],
        language: str,
        *,
        props: str = "info|labels|descriptions|aliases|claims",
    ) -> Iterable[tuple[str, dict[str, Any]]]:
        """What is said of each id; of one that was merged, what it leads to."""
        for start in range(0, len(ids), _MOST):
            part = ids[start : start + _MOST]
            languages = dict.fromkeys((language, "en", "mul"))
            entities = self._asked(
                "entities",
                partial(_are_entities, part),
                action="wbgetentities",
                ids="|".join(part),
                props=props,
                languages="|".join(languages),
            )
            for key, entity in entities.items():
                yield _redirected(entity).get("from", key), entity

    def _item(self, asked: str, entity: Mapping[str, Any], language: str) -> Candidate:
        now = _redirected(entity).get("to") or entity.get("id") or asked
        aliases = entity.get("aliases")
        listed = [a for of in aliases.values() for a in of] if isinstance(aliases, dict) else []
        return Candidate(
            id=_ENTITY + str(now),
            label=_text(entity.get("labels"), language) or str(now),
            description=_text(entity.get("descriptions"), language),
            types=tuple(self._labels.get(t, t) for t in _instance_of(entity)),
            aliases=tuple(dict.fromkeys(_value(alias) for alias in listed if _value(alias))),
            revision=str(entity.get("lastrevid", "")),
            former=(_ENTITY + asked,) if now != asked else (),
        )

    def _asked(self, part: str, whole: Callable[[Any], bool], **params: str) -> Any:
        """The part of an answer that was asked for. Raises NetworkError unless it is `whole`."""

        def check(answer: Answer) -> None:
            _raise_error(answer)
            if not whole(answer.json().get(part)):
                raise answer.failure("wrong-answer", f"answered without good `{part}`")

        answer = self._session.get(
            self._api, params=params | {"format": "json", "maxlag": "5"}, check=check
        )
        return answer.json()[part]


def _are_results(of: object) -> bool:
    return isinstance(of, list) and all(isinstance(r, dict) and _is_item(r.get("id")) for r in of)


def _are_entities(ids: Sequence[str], of: object) -> bool:
    """Whether each item that was asked for is there: one that was left out is not known missing."""
    if not isinstance(of, dict) or not all(isinstance(entity, dict) for entity in of.values()):
        return False
    told = {_redirected(entity).get("from", key) for key, entity in of.items()}
    leads = {_redirected(entity).get("to", key) for key, entity in of.items()}
    return told == set(ids) and all(map(_is_item, leads))


def _raise_error(answer: Answer) -> None:
    """Raises NetworkError for an error inside HTTP 200."""
    value = answer.json()
    if not isinstance(value, dict):
        raise answer.failure("wrong-answer", "answered no object")
    error = value.get("error")
    if error is not None:
        code = str(error.get("code")) if isinstance(error, dict) else str(error)
        reason = "rate-limited" if code == "ratelimited" else "busy"
        busy = code.startswith(_BUSY)
        said = f"says {code[:80]}"
        raise answer.failure(reason if busy else "wrong-answer", said, transient=busy)


def _is_item(id_: object) -> bool:
    return isinstance(id_, str) and id_[:1] == "Q" and id_[1:].isdecimal() and id_.isascii()


def _redirected(entity: Mapping[str, Any]) -> Mapping[str, Any]:
    redirects = entity.get("redirects")
    return redirects if isinstance(redirects, dict) else {}


def _instance_of(entity: Mapping[str, Any]) -> list[str]:
    """The ids of the classes that an item is an instance of, in the order given."""
    claims = entity.get("claims")
    found = []
    for statement in claims.get(_INSTANCE_OF, ()) if isinstance(claims, dict) else ():
        value: Any = statement
        for key in ("mainsnak", "datavalue", "value", "id"):
            value = value.get(key) if isinstance(value, dict) else None
        if _is_item(value):
            found.append(value)
    return found


def _text(of: object, language: str) -> str:
    """A label or description in a language, else in English, else in none ("mul")."""
    if not isinstance(of, dict):
        return ""
    return next((v for key in (language, "en", "mul") if (v := _value(of.get(key)))), "")


def _value(of: object) -> str:
    value = of.get("value") if isinstance(of, dict) else None
    return " ".join(value.split()) if isinstance(value, str) else ""
