"""The `kgbuild` command: options before the verb, the verbs, what happens when all goes wrong."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from typing import Annotated, Any, Final

import typer

from kgbuild.cli import ask, check, extracting, link, make, serve, site, validate
from kgbuild.cli.streams import Settings
from kgbuild.errors import KgbuildError, ReaderGone
from kgbuild.version import __version__

app = typer.Typer(
    name="kgbuild",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Turn an article into a knowledge graph of claims that proves itself.",
)


# Typer carries its own copy of click; the class that all its usage errors come from is reached
# through the one it makes public.
_USAGE_ERROR: Final[Any] = next(
    c for c in typer.BadParameter.__mro__ if c.__name__ == "ClickException"
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kgbuild {__version__}")
        raise typer.Exit


@app.callback()
def options(  # noqa: PLR0913 - the options that every verb has
    context: typer.Context,
    *,
    directory: Annotated[
        str, typer.Option("-C", metavar="DIR", help="Work as if started in DIR.")
    ] = "",
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Only findings and data.")] = False,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Show notes, too.")] = False,
    color: Annotated[
        str, typer.Option(help="auto, always or never.", envvar="KGBUILD_COLOR")
    ] = "auto",
    no_progress: Annotated[bool, typer.Option("--no-progress", help="No progress bars.")] = False,
    offline: Annotated[
        bool, typer.Option("--offline", envvar="KGBUILD_OFFLINE", help="Open no connection.")
    ] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Options that come before the verb."""
    del version
    if color not in ("auto", "always", "never"):
        raise typer.BadParameter("--color takes auto, always or never")
    if directory:
        os.chdir(directory)
    context.obj = Settings(
        quiet=quiet, verbose=verbose, color=color, progress=not no_progress, offline=offline
    )


_VERBS: Final[dict[str, Callable[..., None]]] = {
    "new": make.new,
    "extract": extracting.extract,
    "review": extracting.review,
    "build": make.build,
    "validate": validate.validate,
    "verify": check.verify,
    "explain": check.explain,
    "query": ask.query,
    "what-if": ask.what_if,
    "stats": ask.stats,
    "convert": make.convert,
    "site": site.site,
    "serve": serve.serve,
    "schema": make.schema,
}
for _name, _verb in _VERBS.items():
    app.command(name=_name)(_verb)
app.add_typer(link.link, name="link")


def main(arguments: list[str] | None = None) -> int:  # noqa: PLR0911 - one return an exit code
    """Runs the command line and returns its exit code; no traceback reaches a user.

    0 fine, 1 findings, 2 usage or configuration, 3 an input cannot be read, 4 network, 5 a bug of
    ours, 130 interrupted.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that cannot show a letter
    try:
        code = app(args=arguments, prog_name="kgbuild", standalone_mode=False)
    except (ReaderGone, SystemExit):
        # `| head` has read enough (Typer exits then): nothing is wrong, and nobody to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KgbuildError as error:
        return _failed(str(error), error.hint, error.exit_code)
    except _USAGE_ERROR as error:
        error.show()
        return 2
    except (typer.Abort, KeyboardInterrupt):
        print("kgbuild: interrupted", file=sys.stderr)
        return 130
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        return _failed(f"{name}{error.strerror or error}", "", 3)
    except Exception:  # noqa: BLE001 - the last line of defence
        return _bug()
    return code if isinstance(code, int) else 0


def _failed(message: str, hint: str, code: int) -> int:
    from kgbuild.cli.findings import clean

    print(f"kgbuild: error: {clean(message)}", file=sys.stderr)
    if hint:
        print(f"  = help: {clean(hint)}", file=sys.stderr)
    return code


def _bug() -> int:
    """Says that it is our fault and where the details are."""
    from kgbuild.cli.bugs import kept

    said = "this is a bug of kgbuild, not of your data"
    return _failed(said, f"the details are in {kept()}; please report them", 5)


def run() -> None:
    """The console script."""
    sys.exit(main())


if __name__ == "__main__":
    run()
