"""The process that downloads, seen from the program: started, listened to, ended."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from quizglass.cancellation import CancelToken
from quizglass.models.offline import SWITCHES

_PACKAGES = str(Path(__file__).parents[3])
_START = "import sys; sys.path.append(sys.argv[1]); from quizglass.models.downloading.hub_worker import main; main()"
_ONLINE = {
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_XET": "1",  # plain ranges of bytes: whatever has come can be gone on from
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "HF_HUB_DOWNLOAD_TIMEOUT": "20",
    "PYTHONUTF8": "1",
}


class Stalled(Exception):
    """Nothing has come for too long."""


class Ended(Exception):
    """The process ended without saying how it went."""


@contextmanager
def worker(request: dict[str, Any], cancel: CancelToken) -> Iterator[queue.Queue[dict[str, Any] | None]]:
    """Run the process while the block runs; its messages come through the queue, None when it has ended.

    A cancel ends the process at once.

    Raises:
        OSError: the system starts no more processes.
    """
    environment = {name: value for name, value in os.environ.items() if name not in SWITCHES} | _ONLINE
    # -P: a file beside the model, named like a module, must not be imported.
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", _START, _PACKAGES],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        encoding="utf-8",
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        # Ctrl+C in the terminal is for the parent to handle.
        start_new_session=os.name != "nt",
    )
    assert process.stdin is not None
    assert process.stdout is not None
    messages: queue.Queue[dict[str, Any] | None] = queue.Queue()
    reader = threading.Thread(target=_listen, args=(process.stdout, messages), daemon=True)
    try:
        reader.start()
        with cancel.watched(process.kill):
            process.stdin.write(json.dumps(request) + "\n")
            process.stdin.flush()
            yield messages
    finally:
        process.kill()
        process.wait()
        reader.join()
        process.stdout.close()
        _close(process.stdin)


def next_message(
    messages: queue.Queue[dict[str, Any] | None], cancel: CancelToken, patience_s: float
) -> dict[str, Any]:
    """The next message.

    Raises:
        Cancelled: of the token.
        Stalled: none came within ``patience_s`` seconds.
        Ended: the process is gone.
    """
    try:
        message = messages.get(timeout=patience_s)
    except queue.Empty:
        raise Stalled from None
    cancel.raise_if_cancelled()
    if message is None:
        raise Ended
    return message


def _listen(stream: IO[str], messages: queue.Queue[dict[str, Any] | None]) -> None:
    for line in stream:
        messages.put(json.loads(line))
    messages.put(None)


def _close(stream: IO[str]) -> None:
    try:
        stream.close()
    except BrokenPipeError:
        return  # it was killed before it had read all
