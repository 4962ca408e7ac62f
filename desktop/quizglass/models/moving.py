"""Putting the files of a model on another disk, or back, and taking them away.

The new files are whole before the manifest names them, and the old ones go after that: whenever it is interrupted,
the model is where the manifest says.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from quizglass.cancellation import CancelToken
from quizglass.errors import FileNotWritable, ModelDamaged, UsageError
from quizglass.i18n import tr
from quizglass.models import digests, manifest
from quizglass.models.disk_space import check_space
from quizglass.models.installed import InstalledModel
from quizglass.models.inventory import UNFINISHED, describe, files_of, find
from quizglass.models.manifest import FileRecord, Manifest


def move(
    model_id: str,
    to: Path | None = None,
    *,
    progress: Callable[[float], None] = lambda _: None,
    cancel: CancelToken | None = None,
) -> InstalledModel:
    """Put the files of a model into a new folder within ``to``, or into the store when ``to`` is None.

    The files of a linked model are the user's: they are copied and stay.

    Raises:
        ModelNotInstalled: there is none, or it is the built-in one.
        UsageError: the new folder is taken.
        ModelDamaged: a file is missing, or not what it was.
        NotEnoughSpace, FileNotWritable: nothing was changed.
        Cancelled: nothing was changed.
    """
    home, written = find(model_id)
    old = files_of(home, written)
    new = home if to is None else to.expanduser().resolve() / model_id
    if new == old:
        return describe(home, written)
    if new != home and new.exists():
        raise UsageError(reason=tr("{folder} is there already.").format(folder=new))
    ours = written.owned or not written.linked_to
    moved = replace(written, linked_to="" if new == home else str(new), owned=new != home)
    placing = _Placing(written, old, new, progress, cancel or CancelToken())
    try:
        records = placing.place_all(share=ours)
        moved = replace(moved, files=records)
        manifest.write(home, moved)
    except BaseException as error:
        placing.undo()
        if isinstance(error, OSError):
            raise FileNotWritable(name=str(new)) from error
        raise
    if ours:
        _delete(old, written)
    progress(1.0)
    return describe(home, moved)


def remove(model_id: str) -> InstalledModel:
    """Remove a model from the store; the files of a linked one stay where they are.

    Raises:
        ModelNotInstalled: there is none, or it is the built-in one.
        FileNotWritable: its folder cannot be removed.
    """
    home, written = find(model_id)
    model = describe(home, written)
    doomed = home.with_name(home.name + UNFINISHED)
    try:
        if written.owned and written.linked_to:
            # Before the manifest goes: nobody else knows where they are.
            _delete(Path(written.linked_to), written)
        shutil.rmtree(doomed, ignore_errors=True)
        # Renamed first: a removal that breaks off does not leave a model with half of its files.
        shutil.rmtree(home.rename(doomed))
    except OSError as error:
        raise FileNotWritable(name=str(home)) from error
    return model


class _Placing:
    """Puts the files of a model into another folder, one after the other."""

    def __init__(
        self, written: Manifest, old: Path, new: Path, progress: Callable[[float], None], cancel: CancelToken
    ) -> None:
        self._written = written
        self._old = old
        self._new = new
        self._progress = progress
        self._cancel = cancel
        self._placed: list[Path] = []
        self._made_folder = not new.exists()
        self._done = 0

    def place_all(self, *, share: bool) -> tuple[FileRecord, ...]:
        """The records of the files at their new place; ``share`` allows both places to name the same file."""
        self._new.mkdir(parents=True, exist_ok=True)
        shared = share and self._old.is_dir() and self._old.stat().st_dev == self._new.stat().st_dev
        if not shared:
            check_space(self._written.size_bytes, self._new, self._written.name)
        return tuple(self._place(record, share=shared) for record in self._written.files)

    def undo(self) -> None:
        for file in self._placed:
            file.unlink(missing_ok=True)
        if self._made_folder:
            with contextlib.suppress(OSError):
                self._new.rmdir()

    def _place(self, record: FileRecord, *, share: bool) -> FileRecord:
        source, target = self._old / record.name, self._new / record.name
        if not source.is_file() or source.stat().st_size != record.size:
            raise self._damaged(tr("The file {file} is missing or was changed."), record)
        if not target.exists():
            self._placed.append(target)
        if share and _same_file(source, target):
            self._advance(record.size)
            return record
        sha256 = digests.copy(source, target, self._advance, self._cancel)
        if record.sha256 and sha256 != record.sha256:
            raise self._damaged(tr("The file {file} was changed."), record)
        return replace(record, sha256=sha256)

    def _damaged(self, words: str, record: FileRecord) -> ModelDamaged:
        return ModelDamaged(model=self._written.name, reason=words.format(file=record.name))

    def _advance(self, count: int) -> None:
        self._cancel.raise_if_cancelled()
        self._done += count
        self._progress(self._done / max(1, self._written.size_bytes))


def _same_file(source: Path, target: Path) -> bool:
    """Give a file a second name on its disk; False where the disk cannot."""
    try:
        target.unlink(missing_ok=True)
        os.link(source, target)
    except OSError:
        return False
    return True


def _delete(folder: Path, written: Manifest) -> None:
    """Delete the files of a model, and the folder when nothing else is in it."""
    for record in written.files:
        (folder / record.name).unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        folder.rmdir()
