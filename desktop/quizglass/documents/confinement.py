"""What the worker process gives up before it opens anything: the network, memory without end, writing files.

It runs native code on other people's files. Each measure is taken where the system has it; none is needed for the
others to hold.
"""

from __future__ import annotations

import contextlib
import ctypes
import signal
import sys
from collections.abc import Iterator
from typing import Final

_CLONE_NEWUSER: Final = 0x10000000
_CLONE_NEWNET: Final = 0x40000000
_REFUSED: Final = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.startfile")
_GRACE_S: Final = 5.0


class Forbidden(OSError):
    """The worker tried what no document needs."""


def leave_network() -> None:
    """Move to an empty network namespace where the kernel allows it, and refuse sockets and programs in any case.

    Call it while the process has one thread: the kernel moves no others.
    """
    if sys.platform.startswith("linux"):
        libc = ctypes.CDLL(None, use_errno=True)
        # Without privileges a namespace of the network comes only together with one of users.
        if libc.unshare(_CLONE_NEWNET) != 0:
            libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)
    sys.addaudithook(_refuse)


def limit_resources(memory_bytes: int) -> None:
    """Bound the address space, write no file and no core dump (it would hold the document). Not on Windows."""
    if sys.platform == "win32":
        return
    import resource

    limits = ((resource.RLIMIT_AS, memory_bytes), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0))
    for kind, most in limits:
        # A stricter limit that was inherited stays.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))


@contextlib.contextmanager
def ending_after(seconds: float) -> Iterator[None]:
    """End the process when the block takes clearly longer, should the parent be gone that would have killed it."""
    if sys.platform == "win32":
        yield
        return
    # The default action of SIGALRM ends the process even within native code.
    signal.setitimer(signal.ITIMER_REAL, seconds + _GRACE_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _refuse(event: str, _arguments: tuple[object, ...]) -> None:
    if event.startswith(_REFUSED):
        raise Forbidden(event)
