"""Asking a SPARQL endpoint over HTTP (SPARQL 1.1 Protocol §2.1.3)."""

from __future__ import annotations

from typing import Final

from kgbuild.session import Manners, Session
from kgbuild.store.ask import Table, Verdict, read_results

LARGEST: Final = 64 * 2**20
_JSON = "application/sparql-results+json"


def ask_endpoint(url: str, query: str, *, seconds: float) -> Table | Verdict:
    """The rows or verdict of a SELECT or ASK at an endpoint.

    It is asked once, as somebody waits for the answer and knows best whether to ask again.
    Raises NetworkError when it cannot be reached, is too slow, or answers wrongly.
    """
    manners = Manners(
        seconds=seconds, connect=min(5.0, seconds), silence=seconds, largest=LARGEST, tries=1
    )
    with Session(manners=manners) as session:
        answer = session.post(
            url, data={"query": query}, headers={"Accept": _JSON}, idempotent=True
        )
    if answer.media_type != _JSON:
        kind = answer.media_type or "nothing"
        raise answer.failure("wrong-type", f"answered {kind} instead of {_JSON}")
    try:
        return read_results(answer.body)
    except (SyntaxError, ValueError) as error:
        raise answer.failure("wrong-type", f"answered no SPARQL results: {error}") from error
