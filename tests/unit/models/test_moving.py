"""Models that change their disk, and what interrupts them on the way."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from quizglass.cancellation import CancelToken
from quizglass.errors import Cancelled, FileNotWritable, ModelDamaged, ModelNotInstalled, NotEnoughSpace, UsageError
from quizglass.models import moving, store
from quizglass.paths import models_dir


@pytest.fixture
def other_disk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder to which no file can get a second name, as on another disk."""

    def refuse(*_: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", refuse)
    return tmp_path / "Другой диск"


@pytest.mark.parametrize("same_disk", [True, False])
def test_there_and_back(folder: Path, tmp_path: Path, same_disk: bool, request: pytest.FixtureRequest) -> None:
    disk = tmp_path / "disk" if same_disk else request.getfixturevalue("other_disk")
    model = store.import_folder(folder)
    seen: list[float] = []
    moved = store.move(model.id, disk, progress=seen.append)
    assert moved.path == disk / model.id
    assert not moved.linked, "the files are the program's, wherever it put them"
    assert seen == sorted(seen)
    assert seen[-1] == 1.0
    assert [file.name for file in (models_dir() / model.id).iterdir()] == [store.MANIFEST]
    assert store.verify(model.id) == ""
    assert store.move(model.id).path == models_dir() / model.id
    assert not list(disk.iterdir())
    assert store.verify(model.id) == ""


def test_what_was_moved_is_not_imported_again(folder: Path, tmp_path: Path) -> None:
    model = store.import_folder(folder)
    moved = store.move(model.id, tmp_path / "disk")
    assert store.import_folder(folder) == moved
    assert store.import_folder(folder, link=True).id != moved.id


def test_moving_to_where_it_is_changes_nothing(folder: Path) -> None:
    model = store.import_folder(folder)
    assert store.move(model.id) == model


def test_a_removed_model_leaves_nothing_on_the_other_disk(folder: Path, other_disk: Path) -> None:
    model = store.import_folder(folder)
    store.move(model.id, other_disk)
    store.remove(model.id)
    assert not list(other_disk.iterdir())
    assert not list(models_dir().iterdir())


def test_the_files_of_a_linked_model_are_copied_and_stay(folder: Path, tmp_path: Path) -> None:
    model = store.import_folder(folder, link=True)
    moved = store.move(model.id)
    assert not moved.linked
    assert moved.path == models_dir() / model.id
    assert (folder / "model.safetensors").is_file()
    assert (folder / "model.safetensors").stat().st_ino != (moved.path / "model.safetensors").stat().st_ino


def test_a_cancel_changes_nothing(folder: Path, other_disk: Path) -> None:
    model = store.import_folder(folder)
    cancel = CancelToken()

    def stop(share: float) -> None:
        if share > 0.3:
            cancel.cancel()

    with pytest.raises(Cancelled):
        store.move(model.id, other_disk, progress=stop, cancel=cancel)
    assert store.show(model.id) == model
    assert store.verify(model.id) == ""
    assert not list(other_disk.iterdir())


@pytest.mark.parametrize("after", [1, 3, 5])
def test_a_disk_that_fails_in_the_middle_changes_nothing(
    folder: Path, other_disk: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    model = store.import_folder(folder)
    copy, copied = moving.digests.copy, []

    def fail(source: Path, target: Path, *rest: Any) -> str:
        copied.append(target)
        if len(copied) > after:
            target.write_bytes(b"half")
            raise OSError(28, "No space left on device")
        return copy(source, target, *rest)

    monkeypatch.setattr(moving.digests, "copy", fail)
    with pytest.raises(FileNotWritable):
        store.move(model.id, other_disk)
    assert store.show(model.id) == model
    assert store.verify(model.id) == ""
    assert not list(other_disk.iterdir())


def test_a_changed_file_is_not_moved(folder: Path, other_disk: Path) -> None:
    model = store.import_folder(folder)
    assert model.path
    weights = model.path / "model.safetensors"
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)
    with pytest.raises(ModelDamaged, match=r"model\.safetensors"):
        store.move(model.id, other_disk)
    (model.path / "model.safetensors").unlink()
    with pytest.raises(ModelDamaged, match=r"model\.safetensors"):
        store.move(model.id, other_disk)


def test_a_folder_that_is_taken_is_left_alone(folder: Path, tmp_path: Path) -> None:
    model = store.import_folder(folder)
    taken = tmp_path / "disk" / model.id
    taken.mkdir(parents=True)
    (taken / "mine.txt").write_text("mine")
    with pytest.raises(UsageError):
        store.move(model.id, tmp_path / "disk")
    assert [file.name for file in taken.iterdir()] == ["mine.txt"]


def test_no_room_is_told_before_anything_is_written(
    folder: Path, other_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = store.import_folder(folder, link=True)
    usage = shutil.disk_usage(folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=10_000))
    with pytest.raises(NotEnoughSpace, match=r"0\.0 GB are free"):
        store.move(model.id, other_disk)
    with pytest.raises(NotEnoughSpace):
        store.import_folder(folder)
    assert [file.name for file in models_dir().iterdir()] == [model.id]


@pytest.mark.parametrize("model_id", ["nothing", "built-in", "../x"])
def test_what_cannot_be_moved(model_id: str, tmp_path: Path) -> None:
    with pytest.raises(ModelNotInstalled):
        store.move(model_id, tmp_path / "disk")
