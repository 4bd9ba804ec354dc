"""The child process in which strangers' data and shapes are checked: `python -m`.

The first request gives the shapes, each one after it a document (see `rules.files`).
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from kgbuild import codes
from kgbuild.child import serve
from kgbuild.diagnostics import Diagnostic, as_data
from kgbuild.errors import KgbuildError
from kgbuild.graph import formats
from kgbuild.graph.documents import Document, read_document
from kgbuild.rules.catalogue import rules_of
from kgbuild.rules.check import Checker
from kgbuild.rules.engines import engine
from kgbuild.rules.lint import Seen


class Worker:
    """Answers requests: what it was told of the shapes holds for the documents after it."""

    def __init__(self) -> None:
        self.checker: Checker | None = None
        self.seen = Seen()

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """The findings about the shapes, or about a document; `error` when it cannot go on."""
        try:
            if "engine" in request:
                return self._shapes(request)
            return self._data(request) if "file" in request else self._end()
        except KgbuildError as error:
            return {"error": str(error), "hint": error.hint, "exit": error.exit_code}
        except OSError as error:
            return {"error": f"{error.filename}: {error.strerror}", "hint": "", "exit": 3}
        except RecursionError:
            return {"failed": "depth"}

    def _shapes(self, request: dict[str, Any]) -> dict[str, Any]:
        found: list[Diagnostic] = []
        read: dict[str, tuple[Document, ...]] = {}
        for kind in ("shapes", "ontology"):
            documents = [_read(file) for file in request[kind]]
            found += [d for d in documents if isinstance(d, Diagnostic)]
            read[kind] = tuple(d for d in documents if isinstance(d, Document))
        self.checker = Checker(engine(request["engine"]), read["shapes"], read["ontology"])
        if not found:
            found += self.checker.findings_of_shapes()
        names = [rule.name for rule in rules_of(self.checker.shapes)]
        refused = any(d.code == codes.SHAPE_QUERY_REFUSED.name for d in found)
        return {
            "findings": [as_data(d) for d in found],
            "usable": len(read["shapes"]) == len(request["shapes"]) and not refused,
            "codes": names,
        }

    def _data(self, request: dict[str, Any]) -> dict[str, Any]:
        assert self.checker is not None  # noqa: S101 - shapes come first
        document = _read(request["file"])
        if isinstance(document, Diagnostic):
            return {"findings": [as_data(document)], "read": False}
        checked = self.checker.check(document)
        self.seen |= checked.seen
        return {
            "findings": [as_data(d) for d in checked.findings],
            "read": True,
            "looked": checked.looked,
            "rules": checked.rules,
            "nodes": checked.nodes,
            "triples": checked.triples,
        }

    def _end(self) -> dict[str, Any]:
        """What none of the documents gave the shapes to see."""
        assert self.checker is not None  # noqa: S101 - shapes come first
        found = self.checker.findings_of_the_unseen(self.seen)
        return {"findings": [as_data(d) for d in found]}


def _read(file: list[str]) -> Document | Diagnostic:
    path, shown_as, format_ = file
    return read_document(Path(path), shown_as, format_=formats.format_named(format_))


if __name__ == "__main__":
    sys.exit(serve(Worker().answer))
