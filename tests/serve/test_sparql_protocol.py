"""The W3C's own tests of the SPARQL 1.1 Protocol and of service descriptions, over loopback."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kgbuild.store.pool import Pool

SUITE = Path(__file__).resolve().parents[1] / "w3c"
MANIFEST = SUITE / "sparql11-protocol" / "manifest.ttl"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
HT = "http://www.w3.org/2011/http#"
CNT = "http://www.w3.org/2011/content#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
SD = "http://www.w3.org/ns/sparql-service-description#"
NT = "application/n-triples"
DATA = "http://kasei.us/2009/09/sparql/data/data{}.rdf"
# Tests that change the graph: this endpoint refuses them, and says so.
UPDATES = {
    *("update_dataset_default_graph", "update_dataset_default_graphs"),
    *("update_dataset_named_graphs", "update_dataset_full"),
    *("update_post_form", "update_post_direct", "update_base_uri"),
}


@dataclass(frozen=True)
class Request:
    """A request of a test, and what it expects."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes | None
    statuses: frozenset[str]
    format: str
    boolean: str | None


class Manifest:
    """The triples of a manifest."""

    def __init__(self, path: Path) -> None:
        self.store = ox.Store()
        self.store.load(path=str(path), format=ox.RdfFormat.TURTLE, base_iri="urn:manifest")

    def all(self, subject: Any, predicate: str) -> list[Any]:
        found = self.store.quads_for_pattern(subject, ox.NamedNode(predicate), None)
        return [quad.object for quad in found]

    def one(self, subject: Any, predicate: str) -> Any:
        found = self.all(subject, predicate)
        return found[0] if found else None

    def items(self, head: Any) -> list[Any]:
        found = []
        while head is not None and head != ox.NamedNode(RDF + "nil"):
            found.append(self.one(head, RDF + "first"))
            head = self.one(head, RDF + "rest")
        return found

    def tests(self) -> dict[str, list[Request]]:
        (head,) = (q.object for q in self.store.quads_for_pattern(None, None, None)
                   if q.predicate.value == MF + "entries")  # fmt: skip
        return {entry.value.rpartition("#")[2]: self.requests(entry) for entry in self.items(head)}

    def requests(self, entry: Any) -> list[Request]:
        action = self.one(entry, MF + "action")
        return [self.request(r) for r in self.items(self.one(action, HT + "requests"))]

    def request(self, node: Any) -> Request:
        response = self.one(node, HT + "resp")
        headers = {
            self.one(h, HT + "fieldName").value: self.one(h, HT + "fieldValue").value
            for h in self.items(self.one(node, HT + "headers"))
        }
        content = self.one(node, HT + "body")
        body = None
        if content is not None:
            coding = self.one(content, CNT + "characterEncoding").value
            body = self.one(content, CNT + "chars").value.encode(coding)
        boolean = self.one(response, MF + "expectedBoolean")
        wanted = self.one(response, MF + "expectedFormat")
        return Request(
            method=self.one(node, HT + "methodName").value,
            path=self.one(node, HT + "absolutePath").value.replace("/sparql/", "/sparql", 1),
            headers=headers,
            body=body,
            statuses=frozenset(
                s.value.rpartition("StatusCode")[2][0]
                for s in self.all(response, MF + "expectedStatus")
            ),
            format=wanted.value if wanted is not None else "",
            boolean=boolean.value if boolean is not None else None,
        )


TESTS = Manifest(MANIFEST).tests()


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory, small_project, server_around):
    """An endpoint over the graphs of the suite."""
    folder = tmp_path_factory.mktemp("protocol")
    quads = folder / "graphs.nq"
    with quads.open("w", encoding="utf-8") as file:
        for number in (1, 2, 3):
            triples = MANIFEST.with_name(f"data{number}.nt").read_text(encoding="utf-8")
            for triple in ox.parse(triples, format=ox.RdfFormat.N_TRIPLES):
                name = ox.NamedNode(DATA.format(number))
                quad = ox.Quad(triple.subject, triple.predicate, triple.object, name)
                file.write(f"{quad} .\n")

    def pool(_, *, prefixes):
        return Pool(quads, prefixes=prefixes)

    project = small_project(folder / "bridge")
    with server_around(project, options={"pool": pool}) as served:
        yield served


def test_the_suite_is_all_there():
    assert len(TESTS) == 34
    assert set(TESTS) > UPDATES


@pytest.mark.parametrize("name", [name for name in TESTS if name not in UPDATES])
def test_the_endpoint_does_what_the_protocol_says(name, endpoint):
    for request in TESTS[name]:
        reply = endpoint.ask(
            request.method, request.path, body=request.body, headers=request.headers
        )
        assert str(reply.status)[0] in request.statuses, reply.text
        assert reply.status < 500
        shape = {
            "boolean": lambda data: isinstance(data["boolean"], bool),
            "tabular": lambda data: bool(data["results"]["bindings"]),
        }
        if request.format in shape:
            assert reply.headers["content-type"] == "application/sparql-results+json"
            assert shape[request.format](reply.data)
        if request.format == "RDF":
            assert reply.headers["content-type"] == "text/turtle; charset=utf-8"
            assert list(ox.parse(reply.body, format=ox.RdfFormat.TURTLE)) or "describe" in name
        if request.boolean is not None:
            assert str(reply.data["boolean"]).lower() == request.boolean


@pytest.mark.parametrize("name", sorted(UPDATES))
def test_an_update_is_refused_and_changes_nothing(name, endpoint):
    before = endpoint.get("/sparql?query=SELECT*%7BGRAPH?g%7B?s?p?o%7D%7DORDER+BY?s").body
    request = TESTS[name][0]
    reply = endpoint.ask(request.method, request.path, body=request.body, headers=request.headers)
    assert reply.status == 403
    assert reply.text == "this endpoint answers queries and takes no updates\n"
    assert endpoint.get("/sparql?query=SELECT*%7BGRAPH?g%7B?s?p?o%7D%7DORDER+BY?s").body == before


@pytest.mark.parametrize(
    ("accept", "media", "format_"),
    [
        ("", "text/turtle; charset=utf-8", ox.RdfFormat.TURTLE),
        ("application/ld+json", "application/ld+json", ox.RdfFormat.JSON_LD),
        ("text/turtle;q=0.5, application/n-triples", NT, ox.RdfFormat.N_TRIPLES),
    ],
)
def test_the_endpoint_describes_itself(endpoint, accept, media, format_):
    # returns-rdf, has-endpoint-triple and conforms-to-schema of the suite
    assert (SUITE / "sparql11-service-description" / "manifest.ttl").is_file()
    reply = endpoint.get("/sparql", Accept=accept)
    assert (reply.status, reply.headers["content-type"]) == (200, media)
    said = {(q.subject, q.predicate.value, q.object) for q in ox.parse(reply.body, format=format_)}
    address = ox.NamedNode(f"http://127.0.0.1:{endpoint.port}/sparql")
    services = [s for s, p, o in said if (p, o) == (SD + "endpoint", address)]
    assert len(services) == 1
    assert (services[0], RDF + "type", ox.NamedNode(SD + "Service")) in said
    (data,) = [o for s, p, o in said if (s, p) == (services[0], SD + "defaultDataset")]
    (graph,) = [o for s, p, o in said if (s, p) == (data, SD + "defaultGraph")]
    assert (data, RDF + "type", ox.NamedNode(SD + "Dataset")) in said
    assert (graph, RDF + "type", ox.NamedNode(SD + "Graph")) in said
