"""A language model behind an endpoint, played by a stub on loopback that speaks its protocol.

No model is asked in these tests: the stub answers what a test tells it to.
"""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kgbuild.errors import NetworkError
from kgbuild.extract.endpoint import Endpoint
from kgbuild.extract.extractors import Wanted, extractor
from kgbuild.session import Manners, Session
from kgbuild.text.article import Article

TEXT = (
    "The bridge\n\nMayor Okoro said that the old bridge is not safe. “It will fall,” she added.\n"
)


class Stub(ThreadingHTTPServer):
    """Answers each chat completion with the next of `answers`, and keeps what it was asked."""

    def __init__(self, answers):
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers = list(answers)
        self.asked = []


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, dict(self.headers), body))
        said = self.server.answers.pop(0)
        content = said if isinstance(said, str) else json.dumps({"attributions": said})
        data = json.dumps({"choices": [{"message": {"content": content}}]}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        return


@pytest.fixture
def serving():
    servers = []

    def start(*answers):
        server = Stub(answers)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        servers.append((server, thread))
        return server, f"http://127.0.0.1:{server.server_port}/v1"

    yield start
    for server, thread in servers:
        server.shutdown()
        server.server_close()
        thread.join(5)


def said(source, cue, content, before=""):
    return {"source": source, "cue": cue, "content": content, "before": before}


def ask(address, text=TEXT, key=""):
    with Session(manners=Manners(seconds=10, tries=1)) as session:
        wanted = Wanted(session=session, endpoint=address, model="stub-model", key=key)
        asked = extractor("endpoint", wanted)
        return asked, asked.attribute(Article("a.txt", text))


def test_what_the_model_copies_becomes_attributions_at_their_place(serving):
    _, address = serving(
        [
            said("Mayor Okoro", "said", "the old bridge is not safe"),
            said("she", "added", "It will fall", "not safe. "),
        ]
    )
    asked, found = ask(address)
    words = [[TEXT[slice(*r)] for r in (*a.source, *a.cue, *a.content)] for a in found]
    assert words == [
        ["Mayor Okoro", "said", "the old bridge is not safe"],
        ["she", "added", "It will fall"],
    ]
    assert {a.extractor for a in found} == {"endpoint 1, stub-model"}
    assert asked.refusals == ()


def test_what_the_model_makes_up_is_refused_with_the_nearest_text(serving):
    _, address = serving(
        [
            said("Mayor Okoro", "said", "the old bridge is safe"),
            said("she", "added", "It will fall"),
            said("x", "y", "  "),
        ]
    )
    asked, found = ask(address)
    assert len(found) == 1
    (refusal,) = asked.refusals
    assert refusal.code == "quote-not-in-text"
    assert "“not”" in refusal.pointer
    assert refusal.at.path == "(stub-model)"
    assert "the old bridge is not safe" in refusal.related[0].text


def test_a_speaker_who_is_not_in_the_text_is_nobody(serving):
    _, address = serving([said("Professor Nobody", "thundered", "It will fall")])
    _, (found,) = ask(address)
    assert (found.source, found.cue) == ((), ())


def test_the_request_asks_for_words_in_json_of_a_schema_and_carries_the_key(serving):
    server, address = serving([])
    ask(address, key="sesame")
    ((path, headers, body),) = server.asked
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == "Bearer sesame"
    assert body["model"] == "stub-model"
    assert body["temperature"] == 0
    schema = body["response_format"]["json_schema"]
    assert schema["strict"] is True
    parts = schema["schema"]["properties"]["attributions"]["items"]["properties"]
    assert set(parts) == {"source", "cue", "content", "before"}
    assert body["messages"][1]["content"] == TEXT


def test_a_long_article_is_sent_in_portions_without_what_is_skipped(serving):
    paragraphs = [f"Paragraph {n} " + "word " * 300 for n in range(6)]
    text = "\n\n".join(paragraphs)
    server, address = serving([], [], [])
    with Session(manners=Manners(seconds=10, tries=1)) as session:
        asked = Endpoint(session, address=address, model="m")
        asked.attribute(Article("a.txt", text), ((0, len(paragraphs[0])),))
    sent = [body["messages"][1]["content"] for _, _, body in server.asked]
    assert len(sent) == 2
    assert "Paragraph 0" not in "".join(sent)
    assert all(f"Paragraph {n}" in "".join(sent) for n in range(1, 6))


@pytest.mark.parametrize(
    "answer", ["no JSON", '{"quotes": []}', '{"attributions": [{"source": "a"}]}']
)
def test_an_answer_of_another_shape_is_an_error_of_the_network(serving, answer):
    _, address = serving(answer)
    with pytest.raises(NetworkError, match="schema") as caught:
        ask(address)
    assert caught.value.reason == "not-json"
    assert "sesame" not in str(caught.value)


def test_the_command_asks_the_endpoint_and_shows_what_was_refused(
    serving, tmp_path, inside, monkeypatch
):
    monkeypatch.setenv("KGBUILD_API_KEY", "sesame")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    folder = str(tmp_path / "p")
    assert inside("new", folder, "--from", str(tmp_path / "a.txt"), "--no-extract").code == 0
    server, address = serving(
        [
            said("Mayor Okoro", "said", "the old bridge is not safe"),
            said("Mayor Okoro", "said", "the old bridge is fine"),
        ]
    )
    run = inside("extract", folder, "--endpoint", address, "--model", "stub-model")
    assert run.code == 0, run.err
    assert "1 claim proposed" in run.err
    assert "quote-not-in-text" in run.err
    assert server.asked[0][1]["Authorization"] == "Bearer sesame"
    assert "endpoint 1, stub-model" in (tmp_path / "p" / "a.yaml").read_text(encoding="utf-8")
    assert inside("build", folder).code == 0


def test_offline_no_endpoint_is_asked(serving, tmp_path, inside):
    server, address = serving([])
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    folder = str(tmp_path / "p")
    inside("new", folder, "--from", str(tmp_path / "a.txt"))
    run = inside("--offline", "extract", folder, "--endpoint", address, "--model", "m")
    assert (run.code, run.out) == (2, "")
    assert "--offline" in run.err
    assert server.asked == []
    assert inside("extract", folder, "--endpoint", address).code == 2
