"""Importing, listing and removing models; refusing what is unsafe or incomplete, by name."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizglass import i18n
from quizglass.cancellation import CancelToken
from quizglass.errors import Cancelled, FileNotWritable, ModelDamaged, ModelFolderUnusable, ModelNotInstalled
from quizglass.models import registry, store
from quizglass.models.model_folder import check_weights
from quizglass.paths import models_dir
from quizglass.settings import Quantization


def refusal(folder: Path) -> str:
    with pytest.raises(ModelFolderUnusable) as caught:
        store.import_folder(folder)
    assert not store.list_models()
    assert not list(models_dir().glob("*"))
    return caught.value.describe().what


def edit_config(folder: Path, **values: object) -> None:
    file = folder / "config.json"
    config = json.loads(file.read_text(encoding="utf-8")) | values
    file.write_text(json.dumps(config), encoding="utf-8")


def test_an_imported_folder_is_listed_shown_and_removed(folder: Path) -> None:
    seen: list[float] = []
    model = store.import_folder(folder, progress=seen.append)
    assert model.id == "qwen2-vl-tiny-model-1"
    assert model.name == folder.name
    assert model.family == "qwen2_vl"
    assert model.path == models_dir() / model.id
    assert model.size_bytes == sum(file.stat().st_size for file in folder.iterdir())
    assert seen == sorted(seen)
    assert seen[-1] == 1.0
    assert store.list_models() == [model]
    assert store.show(model.id) == model
    assert [m.id for m in registry.installed_models()] == ["built-in", model.id]
    assert store.verify(model.id) == ""
    store.remove(model.id)
    assert store.list_models() == []
    assert not list(models_dir().iterdir())


def test_a_linked_folder_stays_where_it_is(folder: Path) -> None:
    model = store.import_folder(folder, link=True)
    assert model.linked
    assert model.path == folder
    assert not list(models_dir().rglob("*.safetensors"))
    store.remove(model.id)
    assert (folder / "model.safetensors").is_file()


def test_importing_twice_gives_the_same_model(folder: Path) -> None:
    assert store.import_folder(folder) == store.import_folder(folder)
    assert len(store.list_models()) == 1


def test_another_model_of_the_same_name_gets_a_number(folder: Path, tmp_path: Path) -> None:
    first = store.import_folder(folder)
    other = Path(shutil.copytree(folder, tmp_path / "elsewhere" / folder.name))
    edit_config(other, comment="another")
    assert store.import_folder(other).id == f"{first.id}-2"


def test_a_folder_of_links_is_copied_whole(folder: Path, tmp_path: Path) -> None:
    """As the Hub's cache has it: a snapshot of links to blobs."""
    snapshot = tmp_path / "snapshot"
    snapshot.mkdir()
    for file in folder.iterdir():
        (snapshot / file.name).symlink_to(file)
    model = store.import_folder(snapshot)
    assert model.path
    assert not any(file.is_symlink() for file in model.path.iterdir())


@pytest.mark.parametrize(
    ("name", "words"),
    [
        *((name, "can run code") for name in ("pytorch_model.bin", "weights.pt", "modeling_own.py", "state.PKL")),
        *((name, "can run code") for name in ("libown.so", "setup.exe", "run.sh", "arrays.npz", "weights.h5")),
        *((name, "unfinished") for name in ("model.safetensors.partial", "x.incomplete", "model.crdownload")),
        *((name, "no kind") for name in ("model.gguf", "model.onnx", "archive.zip", "nothing", "weights.safetensor")),
    ],
)
def test_files_that_are_not_wanted_are_named(folder: Path, name: str, words: str) -> None:
    (folder / name).write_bytes(b"x")
    told = refusal(folder)
    assert name in told
    assert words in told


@pytest.mark.parametrize("name", [".gitattributes", ".DS_Store", "figure.png", "Thumbs.db", "desktop.ini"])
def test_what_lies_in_every_folder_is_left_behind(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"x")
    (folder / "figures").mkdir()
    (folder / "figures" / "plot.py").write_bytes(b"x")
    model = store.import_folder(folder)
    assert model.path
    assert not (model.path / name).exists()
    assert not (model.path / "figures").exists()


@pytest.mark.parametrize(
    ("missing", "named"),
    [
        ("config.json", "config.json"),
        ("tokenizer.json", "tokenizer.json"),
        ("preprocessor_config.json", "preprocessor_config.json"),
        ("model.safetensors", ".safetensors"),
    ],
)
def test_what_is_missing_is_named(folder: Path, missing: str, named: str) -> None:
    (folder / missing).unlink()
    assert named in refusal(folder)


def test_another_kind_of_model_is_refused_by_name(folder: Path) -> None:
    edit_config(folder, model_type="blip-2")
    words = refusal(folder)
    assert "blip-2" in words
    assert "Qwen2-VL" in words


def test_a_part_of_the_model_is_refused_by_its_architecture(folder: Path) -> None:
    edit_config(folder, architectures=["Qwen2VLModel"])
    assert "Qwen2VLModel" in refusal(folder)


def test_foreign_quantization_is_refused_by_name(folder: Path) -> None:
    edit_config(folder, quantization_config={"quant_method": "awq", "modules_to_not_convert": ["visual"]})
    assert "AWQ" in refusal(folder)


@pytest.mark.parametrize("text", ["", "{", "[]", '"qwen2_vl"', "\xff"])
def test_a_broken_config_is_refused(folder: Path, text: str) -> None:
    (folder / "config.json").write_bytes(text.encode("latin-1"))
    assert "config.json" in refusal(folder)


@pytest.mark.parametrize("kept", [0, 4, 200, -1])
def test_a_truncated_download_is_recognised(folder: Path, kept: int) -> None:
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:kept])
    assert "model.safetensors" in refusal(folder)


def test_a_missing_shard_is_named(folder: Path) -> None:
    index = {"weight_map": {"a": "model-00001-of-00002.safetensors", "b": "model-00002-of-00002.safetensors"}}
    (folder / "model.safetensors").rename(folder / "model-00001-of-00002.safetensors")
    (folder / "model.safetensors.index.json").write_text(json.dumps(index), encoding="utf-8")
    # The first shard is there but holds other tensors; what is missing comes first.
    assert "model-00002-of-00002.safetensors" in refusal(folder)


def test_an_index_cannot_lead_out_of_the_folder(folder: Path) -> None:
    index = {"weight_map": {"a": "../../outside.safetensors"}}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index), encoding="utf-8")
    (folder.parents[1] / "outside.safetensors").write_bytes((folder / "model.safetensors").read_bytes())
    assert "outside.safetensors" in refusal(folder)


def test_no_such_folder(tmp_path: Path) -> None:
    assert "nothing" in refusal(tmp_path / "nothing")


def test_a_reason_is_told_in_the_users_language(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n._current, "gettext", lambda text: f"<{text}>")
    (folder / "config.json").unlink()
    assert "<There is no config.json in it.>" in refusal(folder)


def test_a_cancel_leaves_nothing_behind(folder: Path) -> None:
    cancel = CancelToken()

    def stop(_: float) -> None:
        cancel.cancel()

    with pytest.raises(Cancelled):
        store.import_folder(folder, progress=stop, cancel=cancel)
    assert not list(models_dir().iterdir())


def test_a_crash_in_mid_copy_leaves_no_model(folder: Path) -> None:
    leftover = models_dir() / "qwen2-vl-tiny-model-1.partial"
    leftover.mkdir(parents=True)
    (leftover / "half.safetensors").write_bytes(b"x")
    assert store.list_models() == []
    model = store.import_folder(folder)
    assert model.path
    assert not (model.path / "half.safetensors").exists()


def test_a_store_that_is_a_file(folder: Path) -> None:
    models_dir().parent.mkdir(parents=True)
    models_dir().write_text("in the way", encoding="utf-8")
    with pytest.raises(FileNotWritable):
        store.import_folder(folder)


def test_what_changed_after_the_import_is_told(folder: Path) -> None:
    model = store.import_folder(folder)
    assert model.path
    edit_config(model.path, comment="changed")
    assert "config.json" in store.verify(model.id)


def test_a_linked_folder_that_went_away_is_damaged(folder: Path) -> None:
    model = store.import_folder(folder, link=True)
    assert model.path
    shutil.rmtree(folder)
    with pytest.raises(ModelDamaged):
        check_weights(model.path, model.name)


@pytest.mark.parametrize("model_id", ["nothing", "../models", "", "built-in/.."])
def test_unknown_ids(model_id: str) -> None:
    with pytest.raises(ModelNotInstalled):
        store.show(model_id)
    with pytest.raises(ModelNotInstalled):
        registry.create_engine(model_id, quantization=Quantization.NF4)


def test_the_built_in_reader_cannot_be_removed() -> None:
    with pytest.raises(ModelNotInstalled):
        store.remove("built-in")


@given(st.text(max_size=40))
def test_ids_are_plain(name: str) -> None:
    plain = store.model_id_for(name)
    assert plain
    assert set(plain) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert store.model_id_for(plain) == plain


@pytest.mark.parametrize(
    ("name", "plain"),
    [("Qwen2-VL-2B-Instruct", "qwen2-vl-2b-instruct"), ("Модель v2.5 (моя)", "model-v2-5-moya"), ("...", "model")],
)
def test_ids_can_be_read(name: str, plain: str) -> None:
    assert store.model_id_for(name) == plain


def test_unfinished_folders_are_no_models(folder: Path, own_home: Callable[..., Path]) -> None:
    model = store.import_folder(folder)
    stray = models_dir() / "stray"
    stray.mkdir()
    (stray / store.MANIFEST).write_text('{"version": 99}', encoding="utf-8")
    assert store.list_models() == [model]
