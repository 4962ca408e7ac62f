"""``python -m quizglass``: the same as the console script."""

import sys

from quizglass.cli.main import run

if __name__ == "__main__":
    sys.exit(run())
