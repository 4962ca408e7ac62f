"""Files and folders that the user gives: by name, by dropping them, from a dialog."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from quizglass.documents.folders import MOST_FOUND, Found, documents_in
from quizglass.i18n import tr, trn
from quizglass.ui.controls.notices import Notice
from quizglass.ui.relay import Relay


def absolute(paths: Iterable[str]) -> list[str]:
    return [str(Path(path).expanduser().absolute()) for path in paths]


def look_into_folders(
    paths: Sequence[str], relay: Relay, on_found: Callable[[Found], object], most: int = MOST_FOUND
) -> None:
    """Find the documents in folders on a thread of its own: the folder may be large, or far away."""
    deliver = relay.relayed(on_found)
    threading.Thread(target=lambda: deliver(documents_in(paths, most)), name="folders", daemon=True).start()


def notice_of(found: Found) -> Notice | None:
    """What is to be said of the files that were not opened; None when all were."""
    if found.beyond:
        return Notice(lambda: (_too_many(found), _others(found)), "warn")
    if found.others and not found.files:
        return Notice(lambda: (tr("There is no document in this folder."), _others(found)), "warn")
    if found.others:
        return Notice(lambda: (_others(found), ""), "info")
    if not found.files:
        return Notice(lambda: (tr("There is no document in this folder."), ""), "warn")
    return None


def _too_many(found: Found) -> str:
    words = trn(
        "{count} document is opened, {beyond} more are too many at once.",
        "{count} documents are opened, {beyond} more are too many at once.",
        len(found.files),
    )
    return words.format(count=len(found.files), beyond=found.beyond)


def _others(found: Found) -> str:
    if not found.others:
        return ""
    words = trn(
        "{count} file that is no document was skipped.",
        "{count} files that are no documents were skipped.",
        found.others,
    )
    return words.format(count=found.others)
