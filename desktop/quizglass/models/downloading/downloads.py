"""Downloading a model of the catalogue: asked for by its id, whole and verified when it is there."""

from __future__ import annotations

import importlib.util
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quizglass.cancellation import CancelToken
from quizglass.errors import (
    DependencyMissing,
    FileNotWritable,
    LicenceNotAccepted,
    ModelFolderUnusable,
    NotDownloadable,
    NotInCatalogue,
)
from quizglass.models import catalog, hub_cache, licences, obstacles
from quizglass.models.catalog_entry import Entry
from quizglass.models.downloading import plan as plans
from quizglass.models.downloading import process, troubles
from quizglass.models.downloading.rate import DownloadProgress, Rate
from quizglass.models.importing import adopt, import_cached
from quizglass.models.installed import InstalledModel
from quizglass.models.inventory import UNFINISHED, find, list_models
from quizglass.models.moving import remove
from quizglass.models.verification import verify
from quizglass.paths import models_dir

STALL_S = 60.0
"""So long nothing may come; the connection is begun again a few times within it."""

_FOLDER_END = f".download{UNFINISHED}"
_PACKAGE = "huggingface_hub"


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A download that can be gone on with."""

    catalog_id: str
    done_bytes: int
    total_bytes: int


def download(
    entry_id: str,
    *,
    progress: Callable[[DownloadProgress], None] = lambda _: None,
    cancel: CancelToken | None = None,
    stall_s: float = STALL_S,
) -> InstalledModel:
    """Fetch a model of the catalogue, or go on with what was begun; give it back when it is there already.

    A model that lies whole in the Hugging Face cache is taken from there.

    Raises:
        NotInCatalogue, NotDownloadable, LicenceNotAccepted, DependencyMissing: it is not even tried.
        DownloadFailed: the reason is in its words; what has come is kept.
        NotEnoughSpace, FileNotWritable: of the disk.
        ModelFolderUnusable: what was published is no model that can be run.
        Cancelled: what has come is kept.
    """
    entry = _wanted(entry_id)
    there = next((m for m in list_models() if m.repository == entry.repository and _is(entry, m.revision)), None)
    if there:
        return there
    token = cancel or CancelToken()
    borrows = any(file.repository for file in entry.files)  # then no single repository is the whole model
    cached = None if borrows else hub_cache.find(entry.repository, entry.revision)
    found = cached and _from_cache(entry, cached, progress, token)
    return found or _fetch(entry, progress, token, stall_s)


def unfinished() -> list[Unfinished]:
    """Downloads that were begun, by id."""
    folders = sorted(models_dir().glob(f"*{_FOLDER_END}"))
    begun = ((folder, plans.read_state(folder)) for folder in folders)
    return [Unfinished(p.catalog, plans.bytes_there(f, p), p.size_bytes) for f, p in begun if p]


def discard(entry_id: str) -> bool:
    """Throw away what has come of a download; False when there is nothing.

    Raises:
        FileNotWritable: it cannot be deleted.
    """
    for folder in models_dir().glob(f"*{_FOLDER_END}"):
        if folder.name == entry_id + _FOLDER_END:
            try:
                shutil.rmtree(folder)
            except OSError as error:
                raise FileNotWritable(name=str(folder)) from error
            return True
    return False


def _wanted(entry_id: str) -> Entry:
    entry = catalog.entry(entry_id)
    if entry is None:
        raise NotInCatalogue(model=entry_id)
    if entry.obstacle:
        raise NotDownloadable(model=entry.name, reason=obstacles.words(entry.obstacle))
    if not licences.accepted(entry):
        raise LicenceNotAccepted(model=entry.name, licence=licences.describe(entry))
    return entry


def _is(entry: Entry, revision: str) -> bool:
    return not entry.revision or entry.revision == revision


def _from_cache(
    entry: Entry,
    cached: hub_cache.CachedModel,
    progress: Callable[[DownloadProgress], None],
    cancel: CancelToken,
) -> InstalledModel | None:
    """The model taken from the cache of another program; None when what lies there is not what it should be."""

    def tell(share: float) -> None:
        progress(DownloadProgress(round(share * cached.size_bytes), cached.size_bytes))

    model = import_cached(cached, cancel=cancel)
    try:
        right = not verify(model.id, progress=tell, cancel=cancel) and _is_as_known(entry, model)
    except BaseException:
        remove(model.id)
        raise
    if not right:
        remove(model.id)
        return None
    return model


def _is_as_known(entry: Entry, model: InstalledModel) -> bool:
    """True when the files whose SHA-256 the catalogue knows are those."""
    _, written = find(model.id)
    there = {file.name: file.sha256 for file in written.files}
    return all(there.get(file.name) == file.sha256 for file in entry.files if file.sha256)


def _fetch(
    entry: Entry, progress: Callable[[DownloadProgress], None], cancel: CancelToken, stall_s: float
) -> InstalledModel:
    if importlib.util.find_spec(_PACKAGE) is None:
        raise DependencyMissing(package=_PACKAGE, model=entry.name, command=f"pip install {_PACKAGE}")
    folder = models_dir() / (entry.id + _FOLDER_END)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        done = _listen(entry, folder, progress, cancel, stall_s)
    except OSError as error:
        raise FileNotWritable(name=str(folder)) from error
    try:
        model = adopt(folder, entry, done["revision"], done["digests"])
    except ModelFolderUnusable:
        discard(entry.id)  # it is what was published: to fetch it again changes nothing
        raise
    assert model.path is not None
    for left in (plans.STATE, plans.LOCK):
        (model.path / left).unlink(missing_ok=True)
    return model


def _listen(
    entry: Entry, folder: Path, progress: Callable[[DownloadProgress], None], cancel: CancelToken, stall_s: float
) -> dict[str, Any]:
    """Pass on what the process tells until it is done."""
    request = {
        "catalog": entry.id,
        "repository": entry.repository,
        "revision": entry.revision,
        "folder": str(folder),
        "sha256": {file.name: file.sha256 for file in entry.files if file.sha256},
        "elsewhere": {file.name: [file.repository, file.revision] for file in entry.files if file.repository},
    }
    rate = Rate(0)
    with process.worker(request, cancel) as messages:
        while True:
            try:
                message = process.next_message(messages, cancel, stall_s)
            except process.Stalled:
                raise troubles.failed(entry, "stalled", {"seconds": round(stall_s)}) from None
            except process.Ended:
                raise troubles.failed(entry, "ended", {}) from None
            match message["message"]:
                case "begins":
                    rate = Rate(message["total"])
                case "bytes":
                    progress(rate.progress(message["done"], time.monotonic()))
                case "failed":
                    raise troubles.error_of(entry, message)
                case "done":
                    return message
