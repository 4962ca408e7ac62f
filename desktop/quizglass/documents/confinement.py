"""What the worker process gives up before it opens anything: most memory, and the network."""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys

from quizglass.documents.limits import MEMORY_BYTES

_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000


class NetworkForbidden(OSError):
    """The worker tried to open a socket."""


def limit_memory(most: int = MEMORY_BYTES) -> None:
    """Bound the address space of this process, where the system can (not on Windows)."""
    if sys.platform == "win32":
        return
    import resource

    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def leave_network() -> None:
    """Move to an empty network namespace where the system allows it, and refuse sockets in any case."""
    if sys.platform.startswith("linux"):
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.unshare(_CLONE_NEWNET) != 0:
            libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)
    sys.addaudithook(_refuse_sockets)


def _refuse_sockets(event: str, _arguments: tuple[object, ...]) -> None:
    if event.startswith("socket."):
        raise NetworkForbidden(event)


def be_modest() -> None:
    """Yield the processor to the window."""
    if hasattr(os, "nice"):
        with contextlib.suppress(OSError):
            os.nice(2)
