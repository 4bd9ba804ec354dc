"""An article and labels that try everything: scripts, handlers, addresses, turned text, long words.

Should any of it run, `window.stung` is set, a dialog opens, or something is asked for outside.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from kgbuild import project
from kgbuild.records.model import Claim, Institution, Person, Source

STINGS = (
    "<script>window.stung=1;alert(1)</script>",
    "</script><script>window.stung=2;alert(2)</script>",
    "<img src=x onerror=window.stung=3;alert(3)>",
    '"><svg onload=window.stung=4;alert(4)>',
    "' onmouseover='window.stung=5",
    "<!--<script>",
    "]]><!--",
    "&lt;script&gt;alert(6)&lt;/script&gt;",
    "{{ 7 * 7 }}{% raw %}",
    "</title></style></textarea></noscript><iframe src=https://outside.example/></iframe>",
    "<base href=https://outside.example/><link rel=stylesheet href=//outside.example/x.css>",
    '=HYPERLINK("https://outside.example")',
    "a\u2028b\u2029c",
    "\u202egnitirw desrever\u202c",
    "\u2066isolated\u2069 \u200fmark",
    "${alert(8)}`",
    "soft\u00adly \u200b\ufeff \u00a0 \U0010fffe e\u0301",
    "\\u003cscript\\u003e \\x3cscript\\x3e",
)
LONG = "w" * 1_000_000
TEXT = "\n\n".join(
    [
        "A hostile article",
        *(f"Somebody wrote: {sting} and no more." for sting in STINGS),
        LONG,
        "Ende.",
    ]
)


def _quoted(text: str) -> str:
    """A YAML double-quoted scalar."""
    escaped = "".join(c if " " <= c <= "~" and c not in '"\\' else f"\\U{ord(c):08x}" for c in text)
    return f'"{escaped}"'


def write_hostile(folder: Path) -> Path:
    """A project that is well-formed all through: its texts are only texts."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "kgbuild.toml").write_text('base = "https://example.org/h/"\n', encoding="utf-8")
    (folder / "article.txt").write_text(TEXT, encoding="utf-8", newline="")
    lines = ["article:", "  id: hostile", "  file: article.txt", f"  title: {_quoted(STINGS[1])}"]
    lines += ["  kind: essay", "  by: author", "  issued: 2012-02-27", "  language: en"]
    lines += ["people:", f"  - {{id: author, name: {_quoted(STINGS[0])}}}"]
    lines += [f"  - {{id: p{n}, name: {_quoted(s)}}}" for n, s in enumerate(STINGS)]
    lines += ["institutions:", f"  - {{id: body, name: {_quoted(STINGS[2])}, type: other}}"]
    lines += ["policies:", f"  - {{id: course, name: {_quoted(STINGS[3])}, owner: body}}"]
    lines += ["states:"]
    lines += [
        f"  - {{id: s, policy: course, name: {_quoted(STINGS[1])}, mode: official, when: 2012}}"
    ]
    lines += ["claims:"]
    for number, sting in enumerate(STINGS):
        lines += [f"  - id: c{number}", f"    by: p{number}", "    mode: indirect"]
        lines += [f"    speaker: {{words: Somebody, nth: {number + 1}}}"]
        lines += [f"    quote: {_quoted(f'{sting} and no more')}", "    factuality: CT+"]
        lines += [f"    says: {_quoted(sting)}", f"    note: {_quoted(sting)}", "    about: course"]
        lines += ["    content: s"] if number == 0 else []
    lines += ["relations:"]
    lines += [f"  - {{from: c0, is: contradicts, to: c1, by: author, note: {_quoted(STINGS[2])}}}"]
    (folder / "hostile.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def hostile_records(folder: Path) -> tuple[Any, ...]:
    """Its records, with addresses that no annotation file could have put there."""
    built = project.build(project.open_project(write_hostile(folder)), check=False)
    assert built.ok, built.diagnostics
    addresses = frozenset(
        {
            "javascript:alert(9)",
            "JaVaScRiPt:window.stung=9",
            "data:text/html,alert(10)",
            "vbscript:msgbox(11)",
            "https:outside.example",
            "urn:x:'onclick='alert(12)",
        }
    )
    return tuple(_spoiled(record, addresses) for record in built.records)


def _spoiled(record: Any, addresses: frozenset[str]) -> Any:
    if isinstance(record, Person | Institution):
        return replace(record, identifiers=addresses, note=STINGS[1])
    if isinstance(record, Source):
        return replace(record, url="javascript:alert(13)", identifiers=addresses)
    if isinstance(record, Claim) and record.iri.endswith("/c2"):
        return replace(record, says=LONG)
    return record
