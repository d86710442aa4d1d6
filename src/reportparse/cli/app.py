"""The commands, and what becomes of their errors."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Literal

from cyclopts import App, CycloptsError

from reportparse.cli import vocabulary
from reportparse.cli.export import export
from reportparse.cli.extract import extract
from reportparse.cli.facts import compare, delivery, doubts, panel
from reportparse.cli.look import check, explain, review, show
from reportparse.cli.say import INTERRUPTED, USAGE, StopError, say
from reportparse.version import __version__

app = App(
    name="reportparse",
    help="Turn Chinese government reports into tables in which every number is a fact that can be queried and traced.",
    version=__version__,
    help_format="plaintext",
    suppress_keyboard_interrupt=False,
)
app.command(extract)
for command in (show, export, explain, panel, delivery, doubts, compare, check, review):
    app.command(command)
lexicon = App(name="lexicon", help="List the vocabulary, or check one of your own.", help_format="plaintext")
lexicon.command(vocabulary.list_, name="list")
lexicon.command(vocabulary.check)
app.command(lexicon)


@app.command
def completion(shell: Literal["bash", "zsh", "fish"], /) -> None:
    """Print a completion script for a shell.

    Example: reportparse completion bash > ~/.local/share/bash-completion/completions/reportparse

    Parameters
    ----------
    shell
        The shell that will read it.
    """
    print(app.generate_completion(shell=shell))


def run(words: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    try:
        code = app(words, exit_on_error=False, print_error=False, result_action="return_value")
    except CycloptsError as error:
        say(f"{_line(error)}; see reportparse --help")
        return USAGE
    except StopError as stop:
        say(str(stop))
        return stop.code
    except KeyboardInterrupt:
        say("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone, as `head` does; there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        # Imported late: most commands need no tables.
        from reportparse.tables import BrokenTablesError

        if not isinstance(error, BrokenTablesError):
            raise
        say(str(error))
        return USAGE
    return code if isinstance(code, int) else 0


def _line(error: CycloptsError) -> str:
    return " ".join(str(error).split()).rstrip(".")
