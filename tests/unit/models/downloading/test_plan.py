"""Which files of a repository are fetched."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizglass.models.downloading.plan import STATE, Plan, RemoteFile, begin, bytes_there, read_state, wanted

CONFIG = RemoteFile("config.json", 10, blob="0" * 40)


def names(*files: str) -> list[str]:
    return [file.name for file in wanted(RemoteFile(name, 1) for name in files)]


@pytest.mark.parametrize(
    "left", ["model.py", "pytorch_model.bin", "a/model.safetensors", ".gitattributes", "x.gguf", "quizglass-model.json"]
)
def test_only_data_at_the_top_is_wanted(left: str) -> None:
    assert names(left, "config.json") == ["config.json"]


def test_weights_are_wanted_once() -> None:
    shards = ["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"]
    assert names("consolidated.safetensors", *shards) == shards
    assert names("model.safetensors", "model.fp32.safetensors") == ["model.safetensors"]
    assert names("weights.safetensors") == ["weights.safetensors"]


def test_small_files_come_first() -> None:
    files = (RemoteFile("model.safetensors", 10**9), RemoteFile("b.json", 5), RemoteFile("a.json", 5))
    assert [file.name for file in wanted(files)] == ["a.json", "b.json", "model.safetensors"]


def test_a_plan_survives_in_its_folder(tmp_path: Path) -> None:
    plan = Plan("tiny", "a/b", "c" * 40, (CONFIG,))
    begin(tmp_path, plan)
    assert read_state(tmp_path) == plan
    (tmp_path / "config.json.partial").write_bytes(b"1234")
    begin(tmp_path, plan)
    assert bytes_there(tmp_path, plan) == 4


def test_what_is_there_of_another_commit_goes(tmp_path: Path) -> None:
    begin(tmp_path, Plan("tiny", "a/b", "c" * 40, (CONFIG,)))
    (tmp_path / "config.json.partial").write_bytes(b"1234")
    begin(tmp_path, Plan("tiny", "a/b", "d" * 40, (CONFIG,)))
    assert [file.name for file in tmp_path.iterdir()] == [STATE]


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"files": 3}'])
def test_a_damaged_plan_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / STATE).write_text(text)
    (tmp_path / "config.json").write_text("x")
    assert read_state(tmp_path) is None
    begin(tmp_path, Plan("tiny", "a/b", "c" * 40, (CONFIG,)))
    assert not (tmp_path / "config.json").exists()
