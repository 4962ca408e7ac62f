"""What the worker cannot do, tried in a process that gave it up."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

GIVE_UP = "from quizglass.documents import confinement; confinement.leave_network(); "


def outcome(code: str, *, cwd: Path | None = None) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=cwd)
    return done.stdout.strip() or done.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize(
    "attempt",
    [
        "import socket; socket.socket()",
        "import socket; socket.getaddrinfo('example.org', 80)",
        "import subprocess; subprocess.Popen(['true'])",
        "import os; os.system('true')",
    ],
)
def test_no_sockets_and_no_programs(attempt: str) -> None:
    assert "Forbidden" in outcome(GIVE_UP + attempt)


@pytest.mark.skipif(sys.platform != "linux", reason="namespaces are Linux's")
def test_the_namespace_holds_no_way_out() -> None:
    # Where the kernel refuses a namespace to this user, the interfaces are the machine's own.
    before = outcome("import os; print(os.readlink('/proc/self/ns/net'))")
    after = outcome(GIVE_UP + "import os; print(os.readlink('/proc/self/ns/net'))")
    if before == after:
        pytest.skip("the kernel does not let this user leave the network")
    devices = outcome(
        GIVE_UP + "print(sorted(line.split(':')[0].strip() for line in open('/proc/net/dev') if ':' in line))"
    )
    assert devices == "['lo']"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_no_files_are_written(tmp_path: Path) -> None:
    code = (
        "from quizglass.documents import confinement; confinement.limit_resources(2**31)\n"
        "with open('x', 'wb', buffering=0) as file: file.write(b'x' * 9)"
    )
    assert "File too large" in outcome(code, cwd=tmp_path)
    assert not (tmp_path / "x").read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_memory_ends_at_the_limit() -> None:
    code = "from quizglass.documents import confinement; confinement.limit_resources(2**28); bytearray(2**29)"
    assert "MemoryError" in outcome(code)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such timer")
def test_a_worker_ends_by_itself_when_nobody_is_left_to_kill_it() -> None:
    code = (
        "import signal; from quizglass.documents import confinement; confinement._GRACE_S = 0.0\n"
        "with confinement.ending_after(0.05): list(iter(int, 1))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, timeout=20)
    assert done.returncode == -14
