"""The keys of servers, in the system's keyring. Nowhere else on the disk, never in a log.

A key is kept under the server's origin: it goes to that scheme, host and port and to nothing else. Where there is no
keyring (a computer without a desktop), an environment variable named after the server's id gives it.
"""

from __future__ import annotations

import os
import re
from typing import Final

from quizglass.errors import KeyringUnavailable
from quizglass.models.server.server import PREFIX, Server

SERVICE: Final = "Quizglass"


def variable(server: Server) -> str:
    """The environment variable that may hold the key of ``server``."""
    return "QUIZGLASS_KEY_" + re.sub(r"\W", "_", server.id.removeprefix(PREFIX)).upper()


def from_environment(server: Server) -> str:
    """The key that the environment gives for ``server``, "" for none."""
    return os.environ.get(variable(server), "").strip() if server.id else ""


def key_of(server: Server) -> str:
    """The key to send, "" when none was given or the keyring does not hold it.

    Raises:
        KeyringUnavailable: there is one, but the keyring does not open.
    """
    if not server.has_key:
        return ""
    if given := from_environment(server):
        return given
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(SERVICE, server.origin) or ""
    except KeyringError as error:
        raise KeyringUnavailable(variable=variable(server)) from error


def keep(server: Server, key: str) -> None:
    """Keep the key of ``server``.

    Raises:
        KeyringUnavailable: there is no keyring, or it does not open.
    """
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(SERVICE, server.origin, key)
    except KeyringError as error:
        raise KeyringUnavailable(variable=variable(server)) from error


def forget(server: Server) -> None:
    """Remove the key of ``server``; one that is not there needs no removing.

    Raises:
        KeyringUnavailable: there is one, but the keyring does not open.
    """
    import keyring
    from keyring.errors import KeyringError, PasswordDeleteError

    try:
        keyring.delete_password(SERVICE, server.origin)
    except PasswordDeleteError:
        return
    except KeyringError as error:
        raise KeyringUnavailable(variable=variable(server)) from error
