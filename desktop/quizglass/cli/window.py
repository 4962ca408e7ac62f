"""``quizglass [FILE...]``: the window."""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module

from quizglass.errors import AppError, FileMissing
from quizglass.i18n import N_
from quizglass.settings import Settings


class NoScreen(AppError):
    code = "no-screen"
    what = N_("There is no screen here to open a window on.")
    remedy = N_("Use the command line: quizglass ask FILE QUESTION.")


def run(options: argparse.Namespace, _: Settings) -> int:
    """Open the window with the files and stay until it is closed."""
    if options.files and not any(os.path.lexists(file) for file in options.files):
        raise FileMissing(name=options.files[0])  # perhaps a misspelt command: the terminal is where to say it
    if not has_screen():
        raise NoScreen
    # The window wires all parts together, so it stands above the command line: named here, not imported.
    code: int = import_module("quizglass.app").run(options.files)
    return code


def has_screen() -> bool:
    """True where Qt will find something to draw on. Other systems than Linux always have it."""
    if not sys.platform.startswith("linux"):
        return True
    chosen = os.environ.get("QT_QPA_PLATFORM", "")
    return bool(chosen or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
