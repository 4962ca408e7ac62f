"""What went wrong with a download, in words."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from quizglass.errors import AppError, DownloadFailed, FileNotWritable, NotDownloadable
from quizglass.i18n import N_, tr
from quizglass.models.catalog_entry import Entry
from quizglass.models.disk_space import not_enough
from quizglass.models.obstacles import words as obstacle

_LOG = logging.getLogger(__name__)
_WORDS = {
    "network": N_("There is no connection, or it broke off too often."),
    "stalled": N_("Nothing has come for {seconds} s."),
    "ended": N_("The process that downloads ended unexpectedly."),
    "refused": N_("The server refuses the download."),
    "not-a-hub": N_("The server answers, but not as a server of models does."),
    "wrong-revision": N_("The server has another revision than the one that was asked for."),
    "not-as-known": N_("{file} is not what the catalogue knows it to be."),
    "not-as-published": N_("{file} does not arrive as it was published."),
    "busy": N_("It is being downloaded already."),
}


def error_of(entry: Entry, message: dict[str, Any]) -> AppError:
    """The error that tells a person of the ``failed`` message of the process."""
    kind = message["kind"]
    if "trace" in message:
        _LOG.error("a download ended unexpectedly:\n%s", message["trace"])
    if kind == "no-space" and "needed" in message:
        return not_enough(message["needed"], message["free"], entry.name)
    if kind in {"no-space", "not-writable"}:
        return FileNotWritable(name=entry.name)
    if kind == "no-safetensors":
        return NotDownloadable(model=entry.name, reason=obstacle("no-safetensors"))
    if kind == "gated":
        words = tr("Its publisher wants an account: accept the terms at {address}, then run: hf auth login")
        return NotDownloadable(model=entry.name, reason=words.format(address=page(entry)))
    if kind == "not-there":
        words = tr("It is not, or no longer, at {address}. Look for it there, or import a folder.")
        return NotDownloadable(model=entry.name, reason=words.format(address=page(entry)))
    return failed(entry, kind, message)


def failed(entry: Entry, kind: str, facts: Mapping[str, Any]) -> DownloadFailed:
    """The error for one of `_WORDS`; ``facts`` fill them."""
    return DownloadFailed(model=entry.name, reason=tr(_WORDS[kind]).format_map(facts))


def page(entry: Entry) -> str:
    """Where a person reads about the model."""
    return f"https://huggingface.co/{entry.repository}"
