"""Models that another program has downloaded already."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from quizglass.errors import DownloadFailed
from quizglass.models import catalog, hub_cache, licences, store
from quizglass.models.downloading import downloads

REPOSITORY = "Qwen/Qwen2-VL-2B-Instruct"
NEW, OLD = "a" * 40, "b" * 40


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("HF_HOME", "HUGGINGFACE_HUB_CACHE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    return tmp_path / "hub"


def put(cache: Path, folder: Path, commit: str, repository: str = REPOSITORY) -> Path:
    """As huggingface_hub lays it out: blobs by digest, a snapshot of links to them."""
    place = cache / f"models--{repository.replace('/', '--')}"
    snapshot = place / "snapshots" / commit
    snapshot.mkdir(parents=True)
    (place / "blobs").mkdir(exist_ok=True)
    for file in folder.iterdir():
        content = file.read_bytes()
        blob = place / "blobs" / hashlib.sha256(content).hexdigest()
        blob.write_bytes(content)
        (snapshot / file.name).symlink_to(os.path.relpath(blob, snapshot))
    (place / "refs").mkdir(exist_ok=True)
    (place / "refs" / "main").write_text(commit)
    return snapshot


def test_a_whole_model_is_found_with_what_it_is(cache: Path, folder: Path) -> None:
    (folder / "modeling_own.py").write_text("raise SystemExit")
    (folder / "pytorch_model.bin").write_bytes(b"pickle")
    snapshot = put(cache, folder, NEW)
    [found] = hub_cache.models()
    assert (found.repository, found.revision, found.path) == (REPOSITORY, NEW, snapshot)
    assert found.catalog_id == "qwen2-vl-2b-instruct"
    assert hub_cache.find(REPOSITORY) == found


def test_it_is_used_without_a_second_copy_and_without_scripts(cache: Path, folder: Path) -> None:
    (folder / "modeling_own.py").write_text("raise SystemExit")
    snapshot = put(cache, folder, NEW)
    found = hub_cache.find(REPOSITORY)
    assert found
    model = store.import_cached(found)
    assert model.path
    assert (model.repository, model.revision, model.linked) == (REPOSITORY, NEW, False)
    assert not (model.path / "modeling_own.py").exists()
    weights = model.path / "model.safetensors"
    assert weights.stat().st_ino == (snapshot / "model.safetensors").stat().st_ino
    assert store.verify(model.id) == ""
    assert store.import_cached(found) == model
    store.remove(model.id)
    assert (snapshot / "model.safetensors").is_file()


def test_where_files_cannot_share_a_disk_they_are_copied(
    cache: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(cache, folder, NEW)
    found = hub_cache.find(REPOSITORY)
    assert found

    def refuse(*_: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", refuse)
    model = store.import_cached(found)
    assert model.path
    assert not (model.path / "model.safetensors").is_symlink()
    assert store.verify(model.id) == ""


def test_a_damaged_blob_is_found_by_its_name(cache: Path, folder: Path) -> None:
    snapshot = put(cache, folder, NEW)
    blob = (snapshot / "model.safetensors").resolve()
    content = bytearray(blob.read_bytes())
    content[-1] ^= 1
    blob.write_bytes(content)
    found = hub_cache.find(REPOSITORY)
    assert found
    assert "model.safetensors" in store.verify(store.import_cached(found).id)


@pytest.mark.parametrize("spoil", ["truncate", "remove", "dangle"])
def test_an_unfinished_download_of_others_is_passed_over(cache: Path, folder: Path, spoil: str) -> None:
    snapshot = put(cache, folder, NEW)
    weights = snapshot / "model.safetensors"
    if spoil == "truncate":
        weights.resolve().write_bytes(weights.read_bytes()[:1000])
    elif spoil == "remove":
        weights.unlink()
    else:
        weights.resolve().unlink()
    assert hub_cache.models() == []
    put(cache, folder, OLD)
    found = hub_cache.find(REPOSITORY)
    assert found
    assert found.revision == OLD


def test_only_the_wanted_revision_counts(cache: Path, folder: Path) -> None:
    put(cache, folder, NEW)
    assert hub_cache.find(REPOSITORY, OLD) is None
    assert hub_cache.find(REPOSITORY, NEW)


def test_other_things_in_the_cache(cache: Path, folder: Path) -> None:
    put(cache, folder, NEW, "someone/else-v1.5")
    (cache / "datasets--a--b" / "snapshots").mkdir(parents=True)
    (cache / "models--broken").mkdir()
    (cache / "models--a--b").write_text("a file")
    assert [model.repository for model in hub_cache.models()] == ["someone/else-v1.5"]
    assert hub_cache.find("../../etc") is None


def test_there_may_be_no_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "nothing"))
    assert hub_cache.models() == []


@pytest.mark.parametrize(
    ("variables", "place"),
    [
        ({"HF_HUB_CACHE": "/a"}, "/a"),
        ({"HF_HOME": "/b"}, "/b/hub"),
        ({"XDG_CACHE_HOME": "/c"}, "/c/huggingface/hub"),
    ],
)
def test_the_cache_is_where_the_environment_says(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], place: str
) -> None:
    for name in ("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "HF_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert hub_cache.folder() == Path(place)


@pytest.fixture
def know(folder: Path) -> Callable[[str], None]:
    """Makes the user's catalogue know the model, its weights by their SHA-256."""

    def write(sha256: str) -> None:
        catalog.own_file().parent.mkdir(parents=True)
        catalog.own_file().write_text(
            f'[[models]]\nid = "tiny"\nname = "Tiny"\nfamily = "qwen2_vl"\nrepository = "{REPOSITORY}"\n'
            f'revision = "{NEW}"\nlicence = "MIT"\nfiles = [{{ name = "model.safetensors", sha256 = "{sha256}" }}]\n',
            encoding="utf-8",
        )
        entry = catalog.entry("tiny")
        assert entry
        licences.accept(entry)

    return write


def test_a_download_takes_the_pinned_revision_from_the_cache(
    cache: Path, folder: Path, know: Callable[[str], None]
) -> None:
    """No socket is opened: the tests forbid it."""
    know(hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest())
    put(cache, folder, NEW)
    shares: list[float] = []
    model = downloads.download("tiny", progress=lambda progress: shares.append(progress.share))
    assert (model.revision, store.verify(model.id)) == (NEW, "")
    assert shares[-1] == 1.0


def test_what_the_cache_has_must_be_what_the_catalogue_knows(
    cache: Path, folder: Path, know: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    know("0" * 64)
    put(cache, folder, NEW)
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(DownloadFailed):
        downloads.download("tiny")
    assert store.list_models() == []
