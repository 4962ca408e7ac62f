"""The command ``quizglass``: what was typed goes to its command; whatever happens ends in one line and an exit code.

0 done · 1 answered "not found" · 2 usage · 3 model or dependency missing · 4 not a readable document · 5 file access
6 password needed or wrong · 7 device or memory · 8 some pages failed · 15 anything else · 130 interrupted
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from quizglass import i18n, paths, settings
from quizglass.cli import parsing, text_output, trouble
from quizglass.errors import AppError

DONE = 0
INTERRUPTED = 130


def run() -> int:
    """The console script."""
    code = main(sys.argv[1:])
    text_output.drop_unread()
    return code


def main(arguments: Sequence[str]) -> int:
    """Run one command line and give its exit code. Never raises, but for what ends the interpreter on purpose."""
    text_output.make_safe()
    trouble.log_to_file()
    try:
        chosen = settings.load(paths.settings_file()).settings
        i18n.set_language(chosen.language)
        command, options = parsing.parse(list(arguments))
        code = command(options, chosen)
        sys.stdout.flush()
        return code
    except BrokenPipeError:  # the reader has seen enough, as in "| head"
        return DONE
    except KeyboardInterrupt:
        trouble.say(i18n.tr("Stopped."))
        return INTERRUPTED
    except AppError as error:
        trouble.tell(error)
        return error.exit_code
    except SystemExit as error:  # --help and --version
        return error.code if isinstance(error.code, int) else os.EX_OK if error.code is None else trouble.UNEXPECTED
    except Exception as error:  # noqa: BLE001 - the last resort: a person never meets a traceback
        return trouble.unexpected(error)
