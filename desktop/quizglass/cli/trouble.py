"""Telling a person what went wrong, in one line on standard error."""

from __future__ import annotations

import logging
import sys
import time
from pathlib import Path

from quizglass import paths
from quizglass.cli.text_output import one_line
from quizglass.errors import (
    AppError,
    PasswordNeeded,
    ServerKeyRefused,
    ServerOutside,
    WrongPassword,
    trace_without_text,
)
from quizglass.i18n import tr

UNEXPECTED = 15

_OPTIONS = {PasswordNeeded: "--password-stdin", ServerKeyRefused: "--key-stdin", ServerOutside: "--outside"}
"""What helps here alone; the window has fields for it."""
_LOG_NAME = "quizglass.log"
_LOG_BYTES = 1_000_000


def say(words: str) -> None:
    """One line on standard error, named after the program as other programs do."""
    print(f"quizglass: {one_line(words)}", file=sys.stderr, flush=True)


def tell(error: AppError) -> None:
    """What happened, why, what to do."""
    words = str(error)
    option = next((option for kind, option in _OPTIONS.items() if isinstance(error, kind)), "")
    if option and not isinstance(error, WrongPassword):
        words += " " + tr("On the command line: {option}.").format(option=option)
    say(words)


def unexpected(error: Exception) -> int:
    """Write where ``error`` came from to a file; give the exit code."""
    file = paths.log_dir() / f"error-{time.strftime('%Y%m%d-%H%M%S')}.log"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(trace_without_text(error) + "\n", encoding="utf-8")
    except OSError:
        say(tr("Something went wrong, and no report of it could be written."))
    else:
        say(tr("Something went wrong. A report without any text of your documents is in {file}.").format(file=file))
    return UNEXPECTED


def log_to_file() -> None:
    """Warnings go to a file that is made with the first of them, never to the terminal."""
    root = logging.getLogger()
    if not any(isinstance(handler, _LogFile) for handler in root.handlers):
        root.addHandler(_LogFile(paths.log_dir() / _LOG_NAME))


class _LogFile(logging.Handler):
    """Hands over to the handler of the file, which is made, and its module loaded, with the first warning."""

    def __init__(self, file: Path) -> None:
        super().__init__(logging.WARNING)
        self._path = file
        self._to_file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if self._to_file is None:
            self._to_file = self._made()
        self._to_file.emit(record)

    def close(self) -> None:
        if self._to_file is not None:
            self._to_file.close()
        super().close()

    def _made(self) -> logging.Handler:
        """The file's handler; where no file can be made, one that keeps silent: a warning must not end in a trace."""
        from logging.handlers import RotatingFileHandler

        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            made = RotatingFileHandler(self._path, maxBytes=_LOG_BYTES, backupCount=1, encoding="utf-8")
        except OSError:
            return logging.NullHandler()
        made.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        return made
