"""Folders that were damaged, or made to harm: refused in words, whatever they hold."""

from __future__ import annotations

import json
import os
import struct
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizglass.errors import ModelFolderUnusable
from quizglass.models import manifest
from quizglass.models.model_folder import inspect, weights_problem
from quizglass.models.safetensors_header import NotSafetensors, read_header

AGAIN_AND_AGAIN = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
DEEP = "[" * 200_000


def write_header(file: Path, text: bytes, *, length: int | None = None, after: bytes = b"") -> None:
    file.write_bytes(struct.pack("<Q", len(text) if length is None else length) + text + after)


@AGAIN_AND_AGAIN
@given(
    values=st.dictionaries(
        st.sampled_from(["model_type", "architectures", "text_config", "quantization_config", "hidden_size"]), JSON
    )
)
def test_any_config_is_taken_or_refused_in_words(folder: Path, values: dict[str, Any]) -> None:
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    (folder / "config.json").write_text(json.dumps(config | values), encoding="utf-8")
    try:
        inspect(folder)
    except ModelFolderUnusable as refused:
        told = refused.describe().what
    else:
        told = folder.name
    finally:
        (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    assert folder.name in told


@AGAIN_AND_AGAIN
@given(tensors=st.dictionaries(st.text(max_size=5), JSON, max_size=3), after=st.binary(max_size=20))
def test_any_header_is_read_or_refused(tmp_path: Path, tensors: dict[str, Any], after: bytes) -> None:
    file = tmp_path / "model.safetensors"
    write_header(file, json.dumps(tensors).encode(), after=after)
    try:
        assert read_header(file).file_bytes >= 8
    except NotSafetensors:
        pass
    assert isinstance(weights_problem(tmp_path), str)


@AGAIN_AND_AGAIN
@given(content=st.binary(max_size=64))
def test_any_bytes_are_no_weights(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "model.safetensors").write_bytes(content)
    assert weights_problem(tmp_path)


@pytest.mark.parametrize("length", [2**63, 2**64 - 1, 100_000_001, 99_999_999])
def test_a_header_that_claims_to_be_huge_takes_no_memory(tmp_path: Path, length: int) -> None:
    write_header(tmp_path / "model.safetensors", b"{}", length=length)
    assert "model.safetensors" in weights_problem(tmp_path)


@pytest.mark.parametrize(
    "entry",
    [
        {"dtype": "F32", "shape": [1], "data_offsets": [0, -4]},
        {"dtype": "F32", "shape": [1], "data_offsets": [4, 0]},
        {"dtype": "F32", "shape": [-1], "data_offsets": [0, 4]},
        {"dtype": "F32", "shape": ["1"], "data_offsets": [0, 4]},
        {"dtype": "F32", "shape": [1], "data_offsets": [0, 1e400]},
        {"dtype": "F32", "shape": [1], "data_offsets": []},
        [],
        None,
    ],
)
def test_a_header_that_makes_no_sense_is_refused(tmp_path: Path, entry: Any) -> None:
    write_header(tmp_path / "model.safetensors", json.dumps({"w": entry}).encode(), after=b"\0" * 4)
    assert "model.safetensors" in weights_problem(tmp_path)


@pytest.mark.parametrize("name", ["config.json", "model.safetensors.index.json", "model.safetensors"])
def test_deep_nesting_ends_in_words(folder: Path, name: str) -> None:
    if name == "model.safetensors":
        write_header(folder / name, DEEP.encode())
    else:
        (folder / name).write_text(DEEP)
    with pytest.raises(ModelFolderUnusable, match=r"config|index|safetensors"):
        inspect(folder)


@pytest.mark.parametrize("shard", ["../../etc/passwd", "..", "", "/dev/zero", "C:\\model.safetensors", None, 3])
def test_an_index_names_only_files_of_its_folder(folder: Path, shard: Any) -> None:
    index = {"weight_map": {"w": shard}}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index), encoding="utf-8")
    with pytest.raises(ModelFolderUnusable):
        inspect(folder)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("name", ["config.json", "model.safetensors", "tokenizer.json"])
def test_what_is_no_file_is_not_opened(folder: Path, name: str) -> None:
    (folder / name).unlink()
    os.mkfifo(folder / name)
    with pytest.raises(ModelFolderUnusable):
        inspect(folder)


@pytest.mark.parametrize(
    "text", [DEEP, '{"version": 1, "files": [{"name": "../x", "size": 1}]}', '{"version": 1}', "3"]
)
def test_a_damaged_manifest_is_no_model(tmp_path: Path, text: str) -> None:
    (tmp_path / manifest.MANIFEST).write_text(text, encoding="utf-8")
    assert manifest.read(tmp_path) is None
