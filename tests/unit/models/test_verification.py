"""Reading every byte of a model again."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from quizglass.cancellation import CancelToken
from quizglass.errors import Cancelled, ModelNotInstalled
from quizglass.models import catalog, store

PIN = "0123456789abcdef0123456789abcdef01234567"


def flip_last_byte(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes the weights of a tiny model count as large: too much to be read where they are only linked."""
    monkeypatch.setattr("quizglass.models.importing._SMALL_BYTES", 100_000)
    monkeypatch.setattr("quizglass.models.digests._SMALL_BYTES", 100_000)
    monkeypatch.setattr("quizglass.models.digests._SAMPLE_BYTES", 1000)


@pytest.mark.parametrize("name", ["model.safetensors", "config.json", "tokenizer.json"])
def test_one_changed_byte_is_found_in_any_file(folder: Path, name: str, large: None) -> None:
    model = store.import_folder(folder)
    assert model.path
    assert store.verify(model.id) == ""
    flip_last_byte(model.path / name)
    assert name in store.verify(model.id)


def test_a_linked_model_is_known_after_the_first_time(folder: Path, large: None) -> None:
    model = store.import_folder(folder, link=True)
    assert store.verify(model.id) == ""
    flip_last_byte(folder / "model.safetensors")
    assert store.verify(model.id) == "The file model.safetensors was changed."


@pytest.mark.parametrize("kept", [0, 100, -1])
def test_a_truncated_file_is_found_without_reading_it(folder: Path, kept: int) -> None:
    model = store.import_folder(folder, link=True)
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:kept])
    assert "model.safetensors" in store.verify(model.id)


def test_a_file_that_is_gone_is_named(folder: Path) -> None:
    model = store.import_folder(folder, link=True)
    (folder / "tokenizer.json").unlink()
    assert store.verify(model.id) == "The file tokenizer.json is missing."


def test_progress_goes_to_the_end_and_a_cancel_ends_it(folder: Path) -> None:
    model = store.import_folder(folder)
    seen: list[float] = []
    store.verify(model.id, progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        store.verify(model.id, cancel=cancel)


def test_the_built_in_reader_is_whole_and_strangers_are_not_known() -> None:
    assert store.verify("built-in") == ""
    with pytest.raises(ModelNotInstalled):
        store.verify("nothing")


def test_two_trainings_of_one_shape_are_two_models(folder: Path, large: None) -> None:
    first = store.import_folder(folder)
    weights = folder / "model.safetensors"
    content = bytearray(weights.read_bytes())
    content[-len(content) // 2 :] = bytes(len(content) - len(content) // 2)
    weights.write_bytes(content)
    assert store.import_folder(folder).id == f"{first.id}-2"


@pytest.mark.parametrize("link", [False, True])
def test_published_files_are_recognised_byte_for_byte(folder: Path, large: None, link: bool) -> None:
    """An import from a stick is as good as a download when it brings what the catalogue knows."""
    sha256 = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    catalog.own_file().parent.mkdir(parents=True)
    catalog.own_file().write_text(
        f'[[models]]\nid = "tiny"\nname = "Tiny"\nfamily = "qwen2_vl"\nrepository = "me/tiny"\nlicence = "MIT"\n'
        f'revision = "{PIN}"\nshape = {{ hidden_size = 64 }}\n'
        f'files = [{{ name = "model.safetensors", sha256 = "{sha256}" }}]\n',
        encoding="utf-8",
    )
    model = store.import_folder(folder, link=link)
    assert model.revision == ("" if link else PIN), "linked weights were not read yet"
    store.verify(model.id)
    assert store.show(model.id).revision == PIN
    flip_last_byte(folder / "model.safetensors")
    other = store.import_folder(folder)
    assert (other.catalog_id, other.revision) == ("tiny", "")
