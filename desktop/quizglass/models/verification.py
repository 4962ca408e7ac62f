"""Whether the files of a model are still what they were, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from quizglass.cancellation import CancelToken
from quizglass.errors import FileNotWritable
from quizglass.i18n import tr
from quizglass.models import digests, manifest
from quizglass.models.installed import BUILT_IN
from quizglass.models.inventory import files_of, find, with_published_revision
from quizglass.models.manifest import FileRecord
from quizglass.models.model_folder import weights_problem


def verify(
    model_id: str, *, progress: Callable[[float], None] = lambda _: None, cancel: CancelToken | None = None
) -> str:
    """Read every file whole. What differs from when the model came, in words; "" when nothing does.

    A linked model's weights were not read when they were linked: the first time tells only whether they are whole,
    and writes down what they are.

    Raises:
        ModelNotInstalled: there is none.
        FileNotWritable: what was found out cannot be written down.
        Cancelled: of the token.
    """
    if model_id == BUILT_IN.id:
        return ""
    home, written = find(model_id)
    folder = files_of(home, written)
    whole, done = max(1, written.size_bytes), 0

    def advance(count: int) -> None:
        nonlocal done
        done += count
        progress(min(1.0, done / whole))

    read: list[FileRecord] = []
    for record in written.files:
        problem, sha256 = _check(folder / record.name, record, advance, cancel)
        if problem:
            return problem
        read.append(replace(record, sha256=sha256))
    problem = weights_problem(folder)
    found = with_published_revision(replace(written, files=tuple(read)))
    if not problem and found != written:
        try:
            manifest.write(home, found)
        except OSError as error:
            raise FileNotWritable(name=str(home)) from error
    return problem


def _check(
    file: Path, record: FileRecord, advance: Callable[[int], None], cancel: CancelToken | None
) -> tuple[str, str]:
    """What is wrong with ``file`` in words, or "", and its SHA-256."""
    try:
        if not file.is_file():
            return tr("The file {file} is missing.").format(file=record.name), ""
        changed = file.stat().st_size != record.size
        sha256 = "" if changed else digests.sha256(file, advance, cancel)
    except OSError:
        return tr("The file {file} cannot be read.").format(file=record.name), ""
    if changed or (record.sha256 and sha256 != record.sha256):
        return tr("The file {file} was changed.").format(file=record.name), ""
    return "", sha256
