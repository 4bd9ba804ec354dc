"""A run of `kgbuild link`: every entity that wants an identifier is looked for in every service.

What the service failed to say and what it does not know are two things. An empty answer counts
only when the service is seen to find something afterwards: an outage answers empty, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from kgbuild.errors import NetworkError
from kgbuild.link.cache import Cache
from kgbuild.link.entities import Entity
from kgbuild.link.linker import Candidate, Candidates, Linker, Query
from kgbuild.link.score import Judgement, is_sovereign_state, judge
from kgbuild.records.model import Iri

PROPOSED: Final = "proposed"
ACCEPTED: Final = "accepted"
NOTHING: Final = "nothing"
FAILED: Final = "failed"
NOT_ASKED: Final = "not-asked"
ANSWERS_NOTHING: Final = "answers-nothing"
_GIVE_UP: Final = 3
_CRASHED: Final = "http-500"  # what services answer to a query that they did not expect


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of looking for an entity in a service: one of the words above.

    `reason` says in a word why a service failed or was not asked (see `answer.REASONS`),
    `said` in a sentence. `cached` tells that no request was needed.
    """

    entity: Entity
    service: str
    query: Query
    state: str
    reason: str = ""
    said: str = ""
    judgements: tuple[Judgement, ...] = ()
    cached: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a run goes: what of it may leave the machine, and how much.

    `rejected` are pairs that stay rejected, `states` the names of sovereign states with their
    identifiers; nothing is accepted for the entities of `for_people`. `canary` is a name that every
    service should know. `budget` bounds the names that are asked over the network.
    """

    cache: Cache
    rejected: frozenset[tuple[Iri, Iri]] = frozenset()
    states: Mapping[str, Iri] = field(default_factory=dict)
    for_people: frozenset[Iri] = frozenset()
    canary: str = ""
    budget: int = 1000
    again: bool = False
    offline: bool = False


def propose(
    entities: Sequence[Entity],
    linkers: Sequence[Linker],
    plan: Plan,
    *,
    progress: Callable[[str], None] = lambda _: None,
) -> Iterator[Outcome]:
    """What came of each entity in each service, as soon as it is known for good."""
    left = plan.budget
    for linker in linkers:
        fitting = fitting_entities(entities, linker)
        queries = [(e, query_of(e)) for e in fitting]
        known = [(e, q, known_answer(linker, q, plan)) for e, q in queries]
        asked = []
        for entity, query, candidates in known:
            if candidates is None:
                asked.append((entity, query))
                continue
            progress(entity.name)
            outcome = Outcome(
                entity=entity, service=linker.name, query=query, state=NOTHING, cached=True
            )
            yield _judged(outcome, candidates, plan)
        if plan.offline and not linker.offline:
            yield from _not_asked(linker, asked, "offline", "it is not in the cache")
            continue
        now, later = (asked, []) if linker.offline else (asked[:left], asked[left:])
        left -= 0 if linker.offline else len(now)
        yield from _Asking(linker, plan, progress).outcomes(now)
        yield from _not_asked(linker, later, "budget", "the run may not ask more names")


def fitting_entities(entities: Iterable[Entity], linker: Linker) -> tuple[Entity, ...]:
    """The entities of the kinds that a service may know."""
    return tuple(e for e in entities if not linker.kinds or e.kind in linker.kinds)


def known_answer(linker: Linker, query: Query, plan: Plan) -> Candidates | None:
    """What a service answered before, None when it has to be asked."""
    if plan.again or linker.offline:
        return None
    return plan.cache.get(linker.name, query)


def query_of(entity: Entity) -> Query:
    """What a service is asked about an entity."""
    return Query(name=entity.name, kind=entity.kind, language=entity.language)


def _not_asked(
    linker: Linker, entities: Iterable[tuple[Entity, Query]], reason: str, said: str
) -> Iterator[Outcome]:
    for entity, query in entities:
        yield Outcome(
            entity=entity,
            service=linker.name,
            query=query,
            state=NOT_ASKED,
            reason=reason,
            said=said,
        )


def _judged(outcome: Outcome, candidates: Candidates, plan: Plan) -> Outcome:
    """The outcome with what the candidates are worth; a rejected pair does not come back."""
    entity = outcome.entity
    allowed = [c for c in candidates if not _is_rejected(entity, c, plan.rejected)]
    judgements = judge(entity, allowed)
    accepted = [
        j
        for j in judgements
        if entity.iri not in plan.for_people
        and is_sovereign_state(entity, j.candidate, candidates, plan.states)
    ]
    if accepted:
        return replace(outcome, state=ACCEPTED, judgements=tuple(accepted))
    return replace(outcome, state=PROPOSED if judgements else NOTHING, judgements=judgements)


def _is_rejected(
    entity: Entity, candidate: Candidate, rejected: frozenset[tuple[Iri, Iri]]
) -> bool:
    return any((entity.iri, known) in rejected for known in (candidate.id, *candidate.former))


class _Asking:
    """The questions to one service, in one run: knows what it found last, and what it failed."""

    def __init__(self, linker: Linker, plan: Plan, progress: Callable[[str], None]) -> None:
        self._linker, self._plan, self._progress = linker, plan, progress
        self._canary = Query(name=plan.canary) if plan.canary else None
        self._unproven: list[Outcome] = []
        self._failures = 0

    def outcomes(self, asked: Sequence[tuple[Entity, Query]]) -> Iterator[Outcome]:
        """What came of each; the rest is not asked when the service fails again and again."""
        done = 0
        while done < len(asked) and self._failures < _GIVE_UP:
            batch = asked[done : done + self._linker.batch]
            done += len(batch)
            yield from self._batch(batch)
        yield from self._proven(alive=self._sings())
        said = f"it failed {self._failures} times in a row"
        yield from _not_asked(self._linker, asked[done:], "gave-up", said)

    def _batch(self, batch: Sequence[tuple[Entity, Query]]) -> Iterator[Outcome]:
        try:
            answers = self._linker.ask([query for _, query in batch])
        except NetworkError as error:
            if len(batch) > 1 and (not error.transient or error.reason == _CRASHED):
                for one in batch:  # perhaps one query is what it cannot take
                    if self._failures < _GIVE_UP:
                        yield from self._batch([one])
                    else:
                        yield self._failed(one, error)
                return
            self._failures += 1
            for one in batch:
                yield self._failed(one, error)
            return
        self._failures = 0
        for one, candidates in zip(batch, answers, strict=True):
            yield from self._answered(one, candidates)

    def _answered(self, one: tuple[Entity, Query], candidates: Candidates) -> Iterator[Outcome]:
        entity, query = one
        self._progress(entity.name)
        outcome = Outcome(entity=entity, service=self._linker.name, query=query, state=NOTHING)
        if not candidates:
            self._unproven.append(outcome)
            return
        self._canary = self._canary or query
        yield from self._proven(alive=True)
        self._remember(query, candidates)
        yield _judged(outcome, candidates, self._plan)

    def _proven(self, *, alive: bool) -> Iterator[Outcome]:
        """The empty answers so far: true ones when the service is seen to find something."""
        waiting, self._unproven = self._unproven, []
        for outcome in waiting:
            if alive:
                self._remember(outcome.query, ())
                yield outcome
            else:
                said = "it finds nothing at all, as in an outage; --canary names what it must know"
                yield replace(outcome, state=FAILED, reason=ANSWERS_NOTHING, said=said)

    def _remember(self, query: Query, candidates: Candidates) -> None:
        if not self._linker.offline:  # a table is at hand, and may be edited
            self._plan.cache.put(self._linker.name, query, candidates)

    def _sings(self) -> bool:
        """Whether the service finds what it must know. Asked only when empty answers wait."""
        if not self._unproven or self._linker.offline:
            return True
        if self._canary is None:
            return False
        try:
            return any(self._linker.ask([self._canary]))
        except NetworkError:
            return False

    def _failed(self, one: tuple[Entity, Query], error: NetworkError) -> Outcome:
        entity, query = one
        self._progress(entity.name)
        return Outcome(
            entity=entity,
            service=self._linker.name,
            query=query,
            state=FAILED,
            reason=error.reason,
            said=str(error),
        )
