"""Who is meant by a short name: every id of a file, resolved with a did-you-mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kgbuild import codes
from kgbuild.annotation.entries import AnnotationFile
from kgbuild.annotation.layout import entries_of
from kgbuild.diagnostics import Diagnostic
from kgbuild.located import Text
from kgbuild.records.identity import Minter
from kgbuild.records.model import Iri
from kgbuild.suggest import suggestion


@dataclass(frozen=True, slots=True)
class Named:
    """An entry with an id, the kind of its section ('person', 'claim') and its IRI."""

    kind: str
    entry: Any
    iri: Iri


class Register:
    """The ids of one annotation file."""

    def __init__(self, file: AnnotationFile, minter: Minter) -> None:
        self.broken = file.broken
        self.by_id: dict[str, Named] = {}
        for kind, entry in entries_of(file):
            name: Text | None = getattr(entry, "id", None)
            if name is not None and name.value not in self.by_id:
                self.by_id[name.value] = Named(kind, entry, minter.named(kind, name.value))

    def find(self, name: Text, kinds: tuple[str, ...]) -> Named | Diagnostic | None:
        """The entry of that id, or a finding when there is none or it is of another kind.

        None for an entry that was left out: what is wrong with it has been said already.
        """
        named = self.by_id.get(name.value)
        if named is None and name.value in self.broken:
            return None
        if named is None:
            fitting = [id_ for id_, n in self.by_id.items() if n.kind in kinds]
            said = f"`{name.value}` is not defined{suggestion(name.value, fitting)}"
            return codes.UNKNOWN_NAME.at(name.at, said, width=len(name.value))
        if named.kind not in kinds:
            wanted = " or ".join(kinds)
            said = f"`{name.value}` is {_a(named.kind)}; {_a(wanted)} belongs here"
            return codes.WRONG_KIND.at(name.at, said, width=len(name.value))
        return named


def _a(noun: str) -> str:
    return ("an " if noun[0] in "aeiou" else "a ") + noun
