"""Work that may never end or take all memory, in a child process that can be stopped.

The parent asks with `Child.ask`, one line of JSON after another; a child's main function answers
with `serve`. What costs too much costs a child, and the parent gets a LimitError with a sentence.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any, Final

from kgbuild.errors import LimitError

_BEHIND: Final = 15  # of 19; what an ordinary process has is 0


class Child:
    """A child process running a module of ours; a new one is started when the last was stopped."""

    def __init__(self, module: str, *, seconds: float, memory: int) -> None:
        """`seconds` bound each answer, `memory` (bytes) the child as a whole."""
        self._command = [sys.executable, "-m", module, str(memory)]
        self._seconds = seconds
        self._ended = False
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    @property
    def running(self) -> bool:
        """Whether a child is there that remembers what it was told."""
        return self._process is not None

    def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """The child's answer. Raises LimitError when time or memory run out, or it crashes."""
        process = self._process or self._start()
        assert process.stdin is not None  # noqa: S101 - for the type checker
        try:
            process.stdin.write(json.dumps(request).encode() + b"\n")
            process.stdin.flush()
            line = self._answers.get(timeout=self._seconds)
        except queue.Empty as error:
            self.stop()
            raise LimitError(
                f"it did not end within {self._seconds:g} s", hint="allow more with --timeout"
            ) from error
        except (BrokenPipeError, ValueError):  # closed by `stop` in another thread
            line = b""
        if not line:
            code = process.wait()
            self.stop()
            raise LimitError(f"it needed more memory than it may have, or crashed (exit {code})")
        answer: dict[str, Any] = json.loads(line)
        if answer.get("failed") == "memory":
            self.stop()
            raise LimitError(
                "it needs more memory than it may have", hint="allow more with --memory"
            )
        return answer

    def _start(self) -> subprocess.Popen[bytes]:
        if self._ended:
            raise LimitError("it was ended")
        process = subprocess.Popen(  # noqa: S603 - our own module, no shell
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        answers: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._process, self._answers = process, answers
        threading.Thread(target=_read, args=(process, answers), daemon=True).start()
        return process

    def step_back(self) -> None:
        """Lets other processes go first from now on, where the system can (not on Windows)."""
        process = self._process
        if process is not None and hasattr(os, "setpriority"):
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, process.pid, _BEHIND)

    def end(self) -> None:
        """Stops the child for good; who waits for its answer, or asks again, gets a LimitError."""
        self._ended = True
        self.stop()

    def stop(self) -> None:
        """Ends the child, if there is one; the next request starts another."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(BrokenPipeError):
                    stream.close()


def _read(process: subprocess.Popen[bytes], answers: queue.SimpleQueue[bytes]) -> None:
    """Passes each line on, and an empty one at the end."""
    assert process.stdout is not None  # noqa: S101 - for the type checker
    with contextlib.suppress(ValueError):  # closed by `stop`
        for line in process.stdout:
            answers.put(line)
    answers.put(b"")


@contextlib.contextmanager
def child(module: str, *, seconds: float, memory: int) -> Iterator[Child]:
    """A child that is stopped at the end of the block."""
    helper = Child(module, seconds=seconds, memory=memory)
    try:
        yield helper
    finally:
        helper.stop()


def serve(answer: Callable[[dict[str, Any]], dict[str, Any]]) -> int:
    """Answers the requests on stdin until there are none; the memory bound is the argument."""
    limit_memory(int(sys.argv[1]))
    out = sys.stdout.buffer
    for line in sys.stdin.buffer:
        try:
            said = json.dumps(answer(json.loads(line)))
        except MemoryError:
            said = json.dumps({"failed": "memory"})
        out.write(said.encode() + b"\n")
        out.flush()
    return 0


def limit_memory(limit: int) -> None:
    """Bounds the address space, where the system can (not on Windows)."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    except (ImportError, ValueError, OSError):
        return
