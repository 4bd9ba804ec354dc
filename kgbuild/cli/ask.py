"""Verbs that ask: query, what-if, stats."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kgbuild.errors import ConfigError, InputError, QueryError

if TYPE_CHECKING:
    from kgbuild.cli.streams import Settings
    from kgbuild.store.ask import Answer

In = Annotated[str, typer.Option("--in", metavar="DIR", help="The project; default: here.")]


def query(  # noqa: PLR0913 - options
    context: typer.Context,
    sparql: Annotated[
        str, typer.Argument(metavar="SPARQL|@NAME|-", help="A query, @question, or - for stdin.")
    ] = "",
    *,
    in_: In = ".",
    data: Annotated[
        list[str] | None, typer.Option("--data", metavar="FILE", help="Ask RDF files instead.")
    ] = None,
    endpoint: Annotated[
        str, typer.Option("--endpoint", metavar="URL", help="Ask a SPARQL server.")
    ] = "",
    param: Annotated[
        list[str] | None,
        typer.Option("--param", "-p", metavar="NAME=VALUE", help="Bind a parameter."),
    ] = None,
    format_: Annotated[
        str, typer.Option("-f", "--format", help="table, csv, tsv, json, xml, ttl.")
    ] = "",
    engine: Annotated[str, typer.Option("--engine", help="oxigraph or rdflib.")] = "oxigraph",
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, help="Seconds.")] = 60.0,
    list_: Annotated[bool, typer.Option("--list", help="List the named questions.")] = False,
) -> None:
    """Ask the graph: SPARQL, or one of the named questions."""
    from kgbuild.cli.streams import emit
    from kgbuild.graph.prefixes import PREFIXES

    if list_ or not sparql:
        emit(_questions(Path(in_)).encode())
        return
    bound = _parameters(param or [])
    prefixes = PREFIXES if endpoint or data else _prefixes(Path(in_))
    if endpoint:
        answer = _asked_endpoint(context.obj, endpoint, sparql, bound, timeout)
    else:
        limits = {"engine": engine, "seconds": timeout, "prefixes": prefixes}
        answer = _asked(context.obj, sparql, Path(in_), data or [], bound, limits)
    _print_answer(context.obj, answer, format_, prefixes)


def _parameters(typed: list[str]) -> dict[str, str]:
    bad = next((p for p in typed if "=" not in p), None)
    if bad is not None:
        raise ConfigError(f"--param takes NAME=VALUE, not `{bad}`")
    return dict(p.split("=", 1) for p in typed)


def _questions(project: Path) -> str:
    """The list of questions, a line each and a sentence under it."""
    from kgbuild.store.questions import questions

    folder = project / "queries"
    found = sorted(questions(folder).values(), key=lambda q: (q.number or 999, q.name))
    lines = []
    for question in found:
        params = " ".join(f"[-p {name}=…]" for name in question.params)
        lines.append(f"@{question.name} {params}".rstrip())
        lines.append(f"    {question.title} {question.about}".rstrip())
        lines += [f"    {name}: {said}" for name, said in question.params.items()]
    return "\n".join(lines) + "\n"


def _asked_endpoint(
    settings: Settings, url: str, sparql: str, bound: dict[str, str], seconds: float
) -> Answer:
    from kgbuild.store.endpoint import ask_endpoint

    if settings.offline:
        raise ConfigError("--offline and --endpoint exclude each other")
    if bound:
        raise ConfigError("--param needs a graph at hand", hint="write the values into the query")
    return ask_endpoint(url, _text(sparql, Path())[0], seconds=seconds)


def _prefixes(project: Path) -> dict[str, str]:
    """The prefix table of a project's last build: kgbuild's, and short names for its own IRIs."""
    from kgbuild import manifest
    from kgbuild.graph.prefixes import PREFIXES
    from kgbuild.project import open_project

    written = (manifest.read(open_project(project)) or {}).get("prefixes", {})
    return {**PREFIXES, **written}


def _asked(  # noqa: PLR0913, PLR0917 - what is asked, of what, and how
    settings: Settings,
    sparql: str,
    project: Path,
    data: list[str],
    values: dict[str, str],
    limits: dict[str, Any],
) -> Answer:
    """The answer of a query over a project's build or over files."""
    import tempfile

    from kgbuild.graph import formats
    from kgbuild.store.ask import ask
    from kgbuild.store.engines import STORES
    from kgbuild.store.questions import bind
    from kgbuild.suggest import suggestion

    engine = limits["engine"]
    if engine not in STORES:
        raise ConfigError(f"`{engine}` is no engine{suggestion(engine, STORES)}")
    text, question = _text(sparql, project)
    with tempfile.TemporaryDirectory(prefix="kgbuild-") as folder:
        files = _converted(data, Path(folder)) if data else [_graph(settings, project)]
        bound: dict[str, str] = {}
        if values:
            if question is None:
                raise ConfigError("--param is for named questions")
            quads = [q for f in files for q in _read(f, formats.NTRIPLES)]
            bound = bind(question, values, quads, limits["prefixes"])
        return ask(text, files, bound=bound, **limits)


def _text(sparql: str, project: Path) -> tuple[str, Any]:
    """The query to run, and the named question it is, if any."""
    from kgbuild.store.questions import find, questions

    if sparql == "-":
        return sys.stdin.read(), None
    if sparql.startswith("@"):
        question = find(sparql[1:], questions(project / "queries"))
        return question.query, question
    if sparql.endswith((".rq", ".sparql")) and Path(sparql).is_file():
        return Path(sparql).read_text(encoding="utf-8"), None
    return sparql, None


def _graph(settings: Settings, project: Path) -> Path:
    """The graph file of a project's last build; says so when it is older than its inputs."""
    from kgbuild import manifest
    from kgbuild.cli.streams import say
    from kgbuild.project import open_project

    opened = open_project(project)
    path = opened.output / manifest.GRAPH
    if not path.is_file():
        raise InputError(
            f"{project} has not been built", hint=f"run `kgbuild build {project}` first"
        )
    if manifest.stale(opened):
        say(settings, f"note: {opened.shown(path)} is stale; `kgbuild build {project}` renews it")
    return path


def _read(path: Path, format_: Any = None) -> Any:
    """The quads of a file. Raises InputError where it is not well-formed."""
    from kgbuild.diagnostics import Diagnostic
    from kgbuild.graph import formats

    quads = formats.read(path, format_=format_)
    if isinstance(quads, Diagnostic):
        raise InputError(f"{quads.at}: {quads.message}", hint=quads.hint)
    return quads


def _converted(names: list[str], folder: Path) -> list[Path]:
    """The files as N-Triples, named graphs merged, for the worker to load."""
    import pyoxigraph as ox

    from kgbuild.graph import formats

    files = []
    for number, name in enumerate(names):
        triples = {ox.Triple(q.subject, q.predicate, q.object) for q in _read(Path(name))}
        file = folder / f"{number}.nt"
        file.write_bytes(formats.write(triples, formats.NTRIPLES))
        files.append(file)
    return files


def _print_answer(
    settings: Settings, answer: Answer, format_: str, prefixes: dict[str, str]
) -> None:
    from kgbuild.cli.streams import emit
    from kgbuild.cli.tables import table
    from kgbuild.store import answers
    from kgbuild.store.ask import Graph, Table
    from kgbuild.suggest import suggestion

    if format_ and format_ not in answers.FORMATS:
        raise ConfigError(
            f"`{format_}` is no format of answers{suggestion(format_, answers.FORMATS)}",
            hint=", ".join(answers.FORMATS),
        )
    chosen = format_ or ("ttl" if isinstance(answer, Graph) else "table")
    if chosen == "table" and isinstance(answer, Table):
        rows = answers.rows(answer, prefixes)
        shown = table(answer.variables, rows, color=settings.colored(sys.stdout))
        emit(
            f"{shown.rstrip()}\n\n{len(answer.rows)} row{'s' * (len(answer.rows) != 1)}\n".encode()
        )
    elif chosen == "table" and not isinstance(answer, Graph):
        emit(b"yes\n" if answer.value else b"no\n")  # type: ignore[union-attr]
    else:
        emit(answers.write(answer, chosen))


def _records(settings: Settings, project: Path) -> tuple[Any, ...]:
    """The records of a project's last build."""
    from kgbuild.graph.decode import decode

    return decode(_read(_graph(settings, project)))


def what_if(
    context: typer.Context,
    *,
    without: Annotated[str, typer.Option("--without", metavar="SOURCE", help="Id of a source.")],
    in_: In = ".",
    json_: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Show which claims, policy states and conflicts fall when a source is withdrawn."""
    from kgbuild.cli.reports import withdrawal_json, withdrawal_text
    from kgbuild.cli.streams import emit
    from kgbuild.records.model import Source
    from kgbuild.records.withdraw import withdraw
    from kgbuild.suggest import suggestion

    records = _records(context.obj, Path(in_))
    sources = {r.iri.rsplit("/", 1)[-1]: r.iri for r in records if isinstance(r, Source)}
    if without not in sources and without not in sources.values():
        raise QueryError(
            f"there is no source `{without}`{suggestion(without, sources)}",
            hint="sources: " + ", ".join(sorted(sources)),
        )
    gone = withdraw(records, sources.get(without, without))
    emit((withdrawal_json(gone) if json_ else withdrawal_text(gone, records)).encode())


def stats(
    context: typer.Context,
    *,
    in_: In = ".",
    json_: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Count: claims, voices, how sure, how much of the text."""
    from kgbuild.cli.reports import statistics_json, statistics_text
    from kgbuild.cli.streams import emit
    from kgbuild.records.statistics import statistics

    counts = statistics(_records(context.obj, Path(in_)))
    emit((statistics_json(counts) if json_ else statistics_text(counts)).encode())
