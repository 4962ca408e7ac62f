"""Launching worker processes; the first perhaps before the rest of the program is loaded. Imports next to nothing."""

from __future__ import annotations

import os
import subprocess
import sys

_PACKAGES = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))  # noqa: PTH120, PTH100 - cheap
_START = "import sys; sys.path.append(sys.argv[1]); from quizglass.documents.worker import main; main()"

_ahead: list[subprocess.Popen[bytes]] = []


def launch() -> subprocess.Popen[bytes]:
    """A new worker process, or the one that was launched ahead.

    Raises:
        OSError: the system starts no more processes.
    """
    while _ahead:
        process = _ahead.pop()
        if process.poll() is None:
            return process
    # -P: a file beside the document, named like a module, must not be imported.
    return subprocess.Popen(
        [sys.executable, "-P", "-c", _START, _PACKAGES],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        # Ctrl+C in the terminal is for the parent to handle.
        start_new_session=os.name != "nt",
    )


def launch_ahead() -> None:
    """Launch the worker that will be wanted first. If nobody ever wants it, it ends with this process."""
    try:
        _ahead.append(launch())
    except OSError:
        return  # Tried again, and told of, when it is wanted.
