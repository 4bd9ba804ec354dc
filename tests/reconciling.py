"""Services on this machine that speak the Reconciliation API 0.2, well or badly, and keep a log."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from faults import FaultServer, Peer, Step, http, serving
from jsonschema import Draft7Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

STANDARD = Path(__file__).resolve().parent / "data" / "reconciliation-0.2"
SPACE = "https://id.example/thing/"
MANIFEST = {
    "versions": ["0.2"],
    "name": "A service for tests",
    "identifierSpace": SPACE,
    "schemaSpace": "https://id.example/type/",
}
Finds = Callable[[str], list[Any]]
# What happens instead of an answer to the n-th question (1 is the first); None: it is answered.
Fault = Callable[[int], Step | None]


def as_json(value: object) -> bytes:
    return http(json.dumps(value).encode())


def validator(name: str) -> Draft7Validator:
    """A schema of the standard. Swagger's, for a manifest's `authentication`, is not here."""
    schemas = {p.name: json.loads(p.read_text()) for p in (STANDARD / "schemas").glob("*.json")}
    swagger = {"definitions": {"securityDefinitions": {"additionalProperties": {}}}}
    known = {schema["$id"]: schema for schema in schemas.values()}
    known["http://swagger.io/v2/schema.json"] = swagger
    resources = [(url, Resource(contents=s, specification=DRAFT7)) for url, s in known.items()]
    return Draft7Validator(schemas[f"{name}.json"], registry=Registry().with_resources(resources))


def candidate(id_: str, name: str, *types: str, **more: Any) -> dict[str, Any]:
    listed = [{"id": type_, "name": type_} for type_ in types]
    return {"id": id_, "name": name, "score": 50.0, "match": False, "type": listed} | more


@dataclass
class Reconciler:
    """What a service does, and what it was asked.

    `questions` are the names of each question that arrived, `answered` the names that got an
    answer; `manifests` counts how often it was asked what it is.
    """

    server: FaultServer
    finds: Finds
    fault: Fault = lambda _: None
    manifest: Step = field(default_factory=lambda: as_json(MANIFEST))
    questions: list[list[str]] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)
    manifests: int = 0

    @property
    def url(self) -> str:
        return self.server.url.replace("/find", "/reconcile")

    @property
    def names(self) -> list[str]:
        """Every name that arrived, as often as it did."""
        return [name for question in self.questions for name in question]

    @property
    def wire(self) -> str:
        """All that arrived, as text."""
        return "\n".join(f"{a.path} {a.headers} {a.body.decode()}" for a in self.server.asked)

    def step(self, peer: Peer) -> None:
        asked = self.server.asked[-1]
        if asked.method == "GET":
            self.manifests += 1
            self._does(self.manifest, peer)
            return
        queries = json.loads(parse_qs(asked.body.decode())["queries"][0])
        self.questions.append([query["query"] for query in queries.values()])
        fault = self.fault(len(self.questions))
        if fault is not None:
            self._does(fault, peer)
            return
        results = {key: {"result": self.finds(q["query"])} for key, q in queries.items()}
        peer.send(as_json(results))
        self.answered += self.questions[-1]

    def _does(self, step: Step, peer: Peer) -> None:
        if isinstance(step, bytes):
            peer.send(step)
        else:
            step(peer)

    def forgets(self) -> None:
        """Empties the log."""
        self.server.asked.clear()
        self.questions.clear()
        self.answered.clear()
        self.manifests = 0


@contextlib.contextmanager
def reconciling(
    finds: Finds = lambda _: [],
    fault: Fault = lambda _: None,
    *,
    manifest: Step | None = None,
    port: int = 0,
) -> Iterator[Reconciler]:
    """A service that runs until the end of the block."""
    with serving(port=port) as server:
        service = Reconciler(server, finds, fault)
        if manifest is not None:
            service.manifest = manifest
        server.does(service.step)
        yield service


def after(questions: int, step: Step) -> Fault:
    """A fault from that question on."""
    return lambda number: step if number > questions else None
