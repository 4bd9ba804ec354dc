"""What each code means: rules from the shapes files, findings about typed files from `codes`."""

from __future__ import annotations

from functools import cache

from kgbuild import codes
from kgbuild.codes import Code
from kgbuild.rules.catalogue import Rule, rules


@cache
def known_codes() -> dict[str, tuple[str, str]]:
    """Every code with a one-line title and where it is defined, sorted by code."""
    typed = {
        code.name: (code.means.split(". ")[0].rstrip("."), "kgbuild.codes")
        for code in vars(codes).values()
        if isinstance(code, Code)
    }
    checked = {
        rule.name: (rule.message or rule.description.split(". ")[0], "shapes") for rule in rules()
    }
    return dict(sorted({**typed, **checked}.items()))


def explanation(code: str) -> str | None:
    """What people read about a code; None when there is no such code."""
    for known in vars(codes).values():
        if isinstance(known, Code) and known.name == code:
            return (
                f"{known.name} ({known.severity.word})\n\n{known.means}\n\n"
                f"How to mend it: {known.mend}.\n"
            )
    rule = next((rule for rule in rules() if rule.name == code), None)
    return _of_rule(rule) if rule else None


def _of_rule(rule: Rule) -> str:
    text, _, mend = rule.description.partition("Mend: ")
    lines = [f"{rule.name} ({rule.severity.word})", ""]
    if rule.message:
        lines += [f"{rule.message[0].upper()}{rule.message[1:]}.", ""]
    lines += [text.strip(), ""] if text.strip() else []
    if mend:
        lines += [f"How to mend it: {mend.strip()}", ""]
    lines.append(f"The rule in SHACL: {rule.iri}")
    return "\n".join(lines) + "\n"
