"""The library that runs the reading networks tells its maker nothing."""

from __future__ import annotations

import subprocess
import sys

WATCHED = """
import os, sys

def watch(event, arguments):
    if event == "import" and arguments[0] == "onnxruntime":
        print("told" if os.environ.get("ORT_DISABLE_TELEMETRY") == "1" else "not told", file=sys.stderr)

sys.addaudithook(watch)
import quizglass.documents.recognition.page_reading
import onnxruntime
"""


def test_it_is_told_before_it_is_imported() -> None:
    done = subprocess.run([sys.executable, "-c", WATCHED], capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode == 0, done.stderr
    assert set(done.stderr.split("\n")) == {"told", ""}
