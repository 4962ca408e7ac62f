"""How parent and worker talk: length-prefixed pickles over the worker's standard input and output.

The worker parses hostile files, so what comes back from it is not trusted to be any pickle: only the plain values
of this package and a few builtins are rebuilt, nothing that could run code.
"""

from __future__ import annotations

import io
import pickle
import struct
from typing import IO, Any

_LENGTH = struct.Struct("<Q")
_LARGEST = 2 << 30
"""More than any picture within the limits takes; a longer message is nonsense."""

_ALLOWED = {
    "quizglass.documents.requests": {"OpenDocument", "RenderPage", "ReadWords", "HashDocument"},
    "quizglass.geometry": {"PageRect", "Size"},
    "quizglass.pages": {"DocumentInfo", "DocumentSource", "OutlineEntry", "PageImage", "PageText", "Word"},
}


class WireError(Exception):
    """The other side is gone, or sent what is not a message."""


class _Values(pickle.Unpickler):  # noqa: S301 - rebuilds only what the list above names
    def find_class(self, module: str, name: str) -> Any:
        if name in _ALLOWED.get(module, ()) or module == "quizglass.errors":
            return super().find_class(module, name)
        if (module, name) == ("copyreg", "_reconstructor") or (module, name) == ("builtins", "object"):
            return super().find_class(module, name)
        raise WireError(f"{module}.{name} is not a value of this program")


def send(stream: IO[bytes], message: object) -> None:
    """Write one message.

    Raises:
        WireError: the other side is gone.
    """
    data = pickle.dumps(message, protocol=5)
    try:
        stream.write(_LENGTH.pack(len(data)))
        stream.write(data)
        stream.flush()
    except (OSError, ValueError) as error:
        raise WireError(str(error)) from error


def receive(stream: IO[bytes]) -> Any:
    """Read one message.

    Raises:
        WireError: the other side is gone, or what came is not a message.
    """
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    if length > _LARGEST:
        raise WireError(f"a message of {length} bytes")
    try:
        return _Values(io.BytesIO(_exactly(stream, length))).load()
    except (pickle.UnpicklingError, AttributeError, EOFError, TypeError, ValueError) as error:
        raise WireError(str(error)) from error


def _exactly(stream: IO[bytes], count: int) -> bytearray:
    data = bytearray(count)
    view = memoryview(data)
    filled = 0
    while filled < count:
        try:
            got = stream.readinto(view[filled:])  # type: ignore[attr-defined]
        except (OSError, ValueError) as error:
            raise WireError(str(error)) from error
        if not got:
            raise WireError("closed")
        filled += got
    return data
