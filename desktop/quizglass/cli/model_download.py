"""``quizglass models download``: the licence is accepted first; the line on the terminal tells how far it is."""

from __future__ import annotations

import sys

from quizglass.cli import trouble
from quizglass.cli.model_records import size
from quizglass.cli.notices import ProgressLine
from quizglass.errors import NotInCatalogue
from quizglass.i18n import tr
from quizglass.models import catalog, licences
from quizglass.models.catalog_entry import Entry
from quizglass.models.downloading import downloads
from quizglass.models.downloading.rate import DownloadProgress
from quizglass.models.installed import InstalledModel

_YES = frozenset({"y", "yes", "д", "да"})


def download(entry_id: str, *, accept_licence: bool) -> InstalledModel:
    """Fetch a model of the catalogue, or go on with what was begun.

    Raises:
        LicenceNotAccepted: and nobody is there who could be asked.
        ModelError, FileAccessError: as `downloads.download`.
    """
    entry = catalog.entry(entry_id)
    if entry is None:
        raise NotInCatalogue(model=entry_id)
    if not entry.obstacle and not licences.accepted(entry) and (accept_licence or asked(entry)):
        licences.accept(entry)
    line = ProgressLine()
    try:
        return downloads.download(entry_id, progress=lambda progress: line.write(words(entry, progress)))
    finally:
        line.end()


def words(entry: Entry, progress: DownloadProgress) -> str:
    """How far a download is."""
    percent = tr("{name}: {done} of {total} ({percent} %)").format(
        name=entry.name,
        done=size(progress.done_bytes) or "0",
        total=size(progress.total_bytes),
        percent=int(100 * progress.share),
    )
    if progress.seconds_left is None:
        return percent
    speed = tr("{megabytes} MB/s, {minutes} min left")
    minutes = max(1, round(progress.seconds_left / 60))
    return f"{percent}, " + speed.format(megabytes=f"{progress.bytes_per_s / 1e6:.1f}", minutes=minutes)


def asked(entry: Entry) -> bool:
    """True when somebody at the terminal accepts the licence; nobody is there in a script."""
    if not sys.stdin or not sys.stdin.isatty():
        return False
    trouble.say(tr("The licence of {name}: {licence}.").format(name=entry.name, licence=licences.describe(entry)))
    print(tr("Do you accept it? [y/N] "), end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().casefold() in _YES
