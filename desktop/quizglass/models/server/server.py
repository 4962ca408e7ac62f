"""What is known of a server: where it is, which of its models answers, and how far it is trusted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

from quizglass.errors import UsageError
from quizglass.i18n import tr

PREFIX: Final = "server:"
"""Begins the id of every server's model, and of no folder's."""
_PORTS: Final = {"http": 80, "https": 443}
_HOST: Final = re.compile(r"[^\s/@?#\\]+")
_OTHERS: Final = re.compile(r"[^a-z0-9._-]+")


class Pointing(StrEnum):
    """In what a server's model writes boxes: not at all, in thousandths of the picture, or in its pixels."""

    NONE = "none"
    THOUSANDTHS = "thousandths"
    PIXELS = "pixels"


@dataclass(frozen=True, slots=True)
class Server:
    """``id`` begins with `PREFIX`; ``address`` is what stands before ``/chat/completions``; ``model`` is its own name.

    ``outside`` allows an address that is not on a private network. ``authority`` is a file with the certificates by
    which the server's is checked, "" for those that the system trusts. ``has_key`` says that a key is to be sent.
    ``sees`` is False for a model without eyes: it is told the words of a page instead of being shown its picture.
    ``parallel`` is how many questions may be asked at once, ``patience_s`` how long nothing may come.
    """

    id: str
    address: str
    model: str
    has_key: bool = False
    outside: bool = False
    authority: str = ""
    pointing: Pointing = Pointing.NONE
    sees: bool = True
    parallel: int = 4
    patience_s: float = 120.0

    @property
    def name(self) -> str:
        return self.model.rstrip("/").rpartition("/")[2] or self.id

    @property
    def host(self) -> str:
        return urlsplit(self.address).hostname or ""

    @property
    def place(self) -> str:
        """Host and port, as they stand in messages."""
        return urlsplit(self.address).netloc

    @property
    def origin(self) -> str:
        """Scheme, host and port: what a key belongs to."""
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.hostname}:{parts.port or _PORTS[parts.scheme]}"


def understood_address(typed: str) -> str:
    """The address that is meant: ``gpu.office.lan:8000`` is ``http://gpu.office.lan:8000/v1``.

    Raises:
        UsageError: it is no address, or holds what does not belong there (a name, a password, a query).
    """
    whole = typed.strip() if "://" in typed else f"http://{typed.strip()}"
    try:
        parts = urlsplit(whole)
        usable = parts.scheme in _PORTS and _HOST.fullmatch(parts.netloc) and parts.hostname and parts.port != 0
        (parts.hostname or "").encode("idna")
    except ValueError as error:  # a port that is no number, half a bracket, a name that no host can have
        raise _no_address(typed) from error
    if not usable or parts.query or parts.fragment:
        raise _no_address(typed)
    path = parts.path.rstrip("/").removesuffix("/chat/completions")
    return f"{parts.scheme}://{parts.netloc}{path or '/v1'}"


def _no_address(typed: str) -> UsageError:
    return UsageError(reason=tr("{address} is not the address of a server.").format(address=typed))


def proposed_id(model: str) -> str:
    """An id for a model that a server calls ``model``."""
    return PREFIX + understood_id(model.rstrip("/").rpartition("/")[2] or "model")


def understood_id(typed: str) -> str:
    """``typed`` without what makes trouble in a command line; the prefix is left away."""
    return _OTHERS.sub("-", typed.strip().lower().removeprefix(PREFIX)).strip("-.") or "model"
