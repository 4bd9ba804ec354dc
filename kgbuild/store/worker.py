"""The child process in which queries run: `python -m kgbuild.store.worker`.

A query can ask for more time or memory than there is, and some crash the engine; here that costs a
child, and the user gets a sentence. Reads a request as JSON on stdin, writes an answer on stdout:
one line of JSON, then the bytes of the answer.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from kgbuild.child import limit_memory


def main() -> int:
    """Answers the one request on stdin."""
    request = json.loads(sys.stdin.buffer.readline())
    limit_memory(request["memory"])
    from kgbuild.store.engines import STORES

    try:
        store = STORES[request["engine"]]([Path(name) for name in request["files"]])
        kind, data = store.ask(request["query"], request["bound"], request["prefixes"])
    except (SyntaxError, ValueError) as error:
        _answer({"error": "query", "message": str(getattr(error, "msg", None) or error)})
    except RecursionError:
        _answer({"error": "depth", "message": ""})
    except MemoryError:
        _answer({"error": "memory", "message": ""})
    except Exception as error:  # noqa: BLE001 - whatever an engine raises is said, not shown raw
        _answer({"error": "engine", "message": f"{type(error).__name__}: {error}"})
    else:
        _answer({"kind": kind}, data)
    return 0


def _answer(header: dict[str, str], data: bytes = b"") -> None:
    out = sys.stdout.buffer
    out.write(json.dumps(header).encode() + b"\n" + data)
    out.flush()


if __name__ == "__main__":
    sys.exit(main())
