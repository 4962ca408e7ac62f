"""The console script, also as ``python -m quizglass``.

Where the window is wanted, the worker that opens its document starts before anything else is loaded: the two are
busy side by side, and the first page is on the screen sooner by what the worker needs to start.
"""

import gc
import os
import sys


def run() -> int:
    """Do what was typed; the exit code."""
    if _wants_window(sys.argv[1:]):
        from quizglass.documents.worker_launch import launch_ahead

        launch_ahead()
        gc.disable()  # Loading leaves next to nothing to collect; `app` enables it again once the first page shows.
    from quizglass.cli.main import run

    return run()


def _wants_window(arguments: list[str]) -> bool:
    """A guess: a file named like a command costs a worker that nobody uses, and that ends with this process."""
    return not arguments or os.path.lexists(arguments[0])


if __name__ == "__main__":
    sys.exit(run())
