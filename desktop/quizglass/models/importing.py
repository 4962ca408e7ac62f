"""Making a folder of files a model that can be used: copied into the store, or used where it lies.

A copy is made under a name ending in ``.partial`` and renamed when it is whole, so that a crash leaves no half model.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from quizglass.cancellation import CancelToken
from quizglass.errors import FileNotWritable
from quizglass.models import catalog, digests, hub_cache, manifest
from quizglass.models.catalog_entry import Entry
from quizglass.models.disk_space import check_space
from quizglass.models.installed import InstalledModel
from quizglass.models.inventory import UNFINISHED, describe, manifests, taken_ids, with_published_revision
from quizglass.models.manifest import FileRecord, Manifest
from quizglass.models.model_folder import ModelFolder, inspect
from quizglass.models.model_ids import free_id
from quizglass.paths import models_dir

_SMALL_BYTES = 32 * 2**20
"""Up to here a file is hashed even where it is only linked: importing 15 GB by link takes no time."""


class _Placing(Protocol):
    """A way to put files into the store. ``needed_bytes`` more must be free on its disk."""

    needed_bytes: int

    def place(self, source: Path, target: Path) -> str:
        """Put ``source`` at ``target`` and give its SHA-256, "" where it was not read."""


def import_folder(
    path: Path | str,
    *,
    link: bool = False,
    progress: Callable[[float], None] = lambda _: None,
    cancel: CancelToken | None = None,
) -> InstalledModel:
    """Make the model in ``path`` usable: copied into the store, or with ``link`` used where it lies.

    Importing what is installed already gives that back.

    Raises:
        ModelFolderUnusable: the reason is in its words (not a model, unsafe files, incomplete).
        NotEnoughSpace: it does not fit on the disk.
        FileNotWritable: the store cannot be written.
        Cancelled: nothing is left behind.
    """
    folder = inspect(Path(path).expanduser().resolve())
    written = _describe(folder)
    if link:
        model = _add(replace(written, linked_to=str(folder.path)), folder.path.name)
    else:
        copying = _Copying(folder.size_bytes, progress, cancel or CancelToken())
        model = _add(written, folder.path.name, folder.files, copying)
    progress(1.0)
    return model


def import_cached(
    cached: hub_cache.CachedModel,
    *,
    progress: Callable[[float], None] = lambda _: None,
    cancel: CancelToken | None = None,
) -> InstalledModel:
    """Make a model of the Hugging Face cache usable without a second copy, where the disk allows it.

    Only what a download would have fetched is taken; scripts and pickles beside it are left where they are.

    Raises:
        ModelFolderUnusable, NotEnoughSpace, FileNotWritable, Cancelled: as for a folder.
    """
    folder = inspect(cached.path, published=True)
    entry = catalog.recognise(folder.config)
    same = entry is not None and entry.repository == cached.repository
    described = _describe(folder, hub_cache.expected_sha256(cached))
    written = replace(described, repository=cached.repository, revision=cached.revision)
    name = cached.repository.rpartition("/")[2]
    written = replace(written, name=entry.name if entry and same else name)
    sharing = _Sharing(_Copying(folder.size_bytes, progress, cancel or CancelToken()))
    model = _add(written, name, folder.files, sharing)
    progress(1.0)
    return model


def adopt(downloaded: Path, entry: Entry, revision: str, digests_by_name: dict[str, str]) -> InstalledModel:
    """Make a whole download, of which every file was verified, a model.

    Raises:
        ModelFolderUnusable: it is no model that can be run, though it is what was published.
        FileNotWritable: the store cannot be written.
    """
    folder = inspect(downloaded, name=entry.name)
    written = replace(
        _describe(folder, digests_by_name),
        name=entry.name,
        catalog=entry.id,
        repository=entry.repository,
        revision=revision,
    )
    target = models_dir() / free_id(entry.id, taken_ids())
    try:
        manifest.write(downloaded, written)
        downloaded.rename(target)
    except OSError as error:
        raise FileNotWritable(name=str(target)) from error
    return describe(target, written)


class _Copying:
    """Copies files and tells how far all of them are."""

    def __init__(self, size_bytes: int, progress: Callable[[float], None], cancel: CancelToken) -> None:
        self.needed_bytes = size_bytes
        self._whole = max(1, size_bytes)
        self._done = 0
        self._progress = progress
        self._cancel = cancel

    def place(self, source: Path, target: Path) -> str:
        return digests.copy(source, target, self._advance, self._cancel)

    def _advance(self, count: int) -> None:
        self._done += count
        self._progress(self._done / self._whole)


class _Sharing:
    """Gives a file a second name on its disk; copies it where the disk or the system cannot."""

    needed_bytes = 0

    def __init__(self, copying: _Copying) -> None:
        self._copying = copying

    def place(self, source: Path, target: Path) -> str:
        try:
            os.link(source.resolve(), target)
        except OSError:
            check_space(source.stat().st_size, target.parent, target.parent.name.removesuffix(UNFINISHED))
            return self._copying.place(source, target)
        return ""


def _add(written: Manifest, name: str, files: tuple[Path, ...] = (), placing: _Placing | None = None) -> InstalledModel:
    """Write the manifest into a new folder of the store, beside ``files`` that ``placing`` puts there."""
    for folder, known in manifests():
        # A link is another model than a copy: it goes when its disk does. Where the program keeps a copy is its affair.
        at_the_same_place = known.linked_to == written.linked_to or (known.owned and not written.linked_to)
        if at_the_same_place and known.same_files(written):
            return describe(folder, known)
    target = models_dir() / free_id(name, taken_ids())
    partial = target.with_name(target.name + UNFINISHED)
    try:
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        if placing is not None:
            check_space(placing.needed_bytes, partial, name)
            read = {file.name: placing.place(file, partial / file.name) for file in files}
            written = replace(written, files=tuple(_hashed(file, read[file.name]) for file in written.files))
        written = with_published_revision(written)
        manifest.write(partial, written)
        partial.rename(target)
    except OSError as error:
        raise FileNotWritable(name=str(target)) from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return describe(target, written)


def _hashed(record: FileRecord, sha256: str) -> FileRecord:
    return replace(record, sha256=sha256 or record.sha256)


def _describe(folder: ModelFolder, known: dict[str, str] | None = None) -> Manifest:
    entry = catalog.recognise(folder.config)
    return Manifest(
        name=folder.path.name,
        family=folder.family.id,
        files=tuple(_record(file, (known or {}).get(file.name, "")) for file in folder.files),
        catalog=entry.id if entry else "",
        quantization=folder.quantization,
    )


def _record(file: Path, sha256: str) -> FileRecord:
    size, sample = file.stat().st_size, digests.sample(file)
    return FileRecord(file.name, size, sha256 or (sample if size <= _SMALL_BYTES else ""), sample)
