"""The one door to Jinja: templates with escaping on, and the few functions that they may call."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from kgbuild.web import addresses, drawing
from kgbuild.web.views import words

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

# What may end a script element or, in old parsers, a line, in the middle of a JSON text.
_UNSAFE_IN_SCRIPT = re.compile("[<>&\u2028\u2029]")
# Embeddings and overrides (UAX #9), with the names that a reader is shown.
_TURNS = {
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
}
_RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ps", "sd", "ug", "ur", "yi"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """How pages are shown: `edit` with the means to change, `token` for writes, `live` by a server.

    A static site has none of them.
    """

    edit: bool = False
    token: str = ""
    live: bool = False


@cache
def environment() -> Environment:
    """The templates. Everything that is put into them is escaped unless it is Markup already."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("kgbuild.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(
        {
            "outside": addresses.outside,
            "unturned": addresses.unturned,
            "plain": words.plain,
            "listed": words.listed,
            "straight": straight,
            "quoted": quoted,
            "ticked": ticked,
            "script": script,
            "thread": drawing.thread,
            "tree": drawing.tree,
            "percent": percent,
        }
    )
    made.globals.update({"words": words, "count": words.count, "direction": direction})
    return made


def render(template: str, **values: Any) -> str:
    """The text of a template with these values."""
    return environment().get_template(template).render(**values)


def direction(language: str | None) -> str:
    """The `dir` of text in a language: rtl for scripts written from the right, else auto.

    >>> direction("ar"), direction("zh-Hans"), direction(None)
    ('rtl', 'auto', 'auto')
    """
    return "rtl" if (language or "").lower().split("-")[0] in _RIGHT_TO_LEFT else "auto"


def percent(share: float) -> str:
    """A share as an SVG length, always with the same digits.

    >>> percent(0.25)
    '25%'
    """
    return f"{round(share * 100, 2):g}%"


def straight(text: str) -> Markup:
    """The text with every character that would turn the direction of what follows boxed in.

    An override in an element of its own ends with that element, so that readers see the words in
    the order in which they stand; a style sheet shows the name of the character. The text content
    stays what it was.
    """
    from markupsafe import Markup, escape

    if not any(turn in text for turn in _TURNS):
        return escape(text)
    box = Markup('<bdi class="turn" data-name="{}">{}</bdi>')
    return Markup("").join(
        box.format(_TURNS[piece], piece) if piece in _TURNS else piece
        for piece in re.split(f"([{''.join(_TURNS)}])", text)
    )


def quoted(passages: Iterable[str]) -> Markup:
    """Several passages as one quotation."""
    from markupsafe import Markup

    return Markup(" … ").join(map(straight, passages))


def ticked(text: str) -> Markup:
    """The text with what stands between backticks set as code.

    >>> str(ticked("see `a<b`"))
    'see <code>a&lt;b</code>'
    """
    from markupsafe import Markup, escape

    code = Markup("<code>{}</code>")
    pieces = text.split("`")
    return Markup("").join(
        code.format(piece) if n % 2 and n < len(pieces) - 1 else escape(piece)
        for n, piece in enumerate(pieces)
    )


def script(value: Any) -> Markup:
    r"""A value as JSON that may stand inside a script element of any kind.

    >>> str(script("</script>"))
    '"\\u003c/script\\u003e"'
    """
    from markupsafe import Markup

    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Markup(_UNSAFE_IN_SCRIPT.sub(lambda m: f"\\u{ord(m[0]):04x}", text))  # noqa: S704
