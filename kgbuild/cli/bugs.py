"""Where the details of a bug of ours go: a file, never a person's screen."""

from __future__ import annotations

import sys
import tempfile
import traceback

from kgbuild.version import __version__


def kept() -> str:
    """The name of a new file with the details of the exception that is being dealt with."""
    with tempfile.NamedTemporaryFile(
        "w", prefix="kgbuild-", suffix=".log", delete=False, encoding="utf-8"
    ) as log:
        log.write(f"kgbuild {__version__}\n{sys.argv}\n{traceback.format_exc()}")
    return log.name
