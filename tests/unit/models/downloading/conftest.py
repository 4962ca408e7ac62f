"""A published repository on loopback, and a catalogue that knows it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hub_server import COMMIT, REPOSITORY, HubServer

from quizglass.models import catalog, licences

ENTRY = """
[[models]]
id = "tiny"
name = "Tiny"
family = "qwen2_vl"
repository = "{repository}"
licence = "MIT"
{more}
"""


@pytest.fixture
def published(tiny_folder: Path, tmp_path: Path) -> Path:
    """As repositories are: with pictures, scripts, a pickle, the publisher's own format and a folder."""
    folder = Path(shutil.copytree(tiny_folder, tmp_path / "published"))
    (folder / "modeling_tiny.py").write_text("raise SystemExit('never run')")
    (folder / "pytorch_model.bin").write_bytes(b"\x80\x04 a pickle")
    (folder / "consolidated.safetensors").write_bytes(b"the publisher's own")
    (folder / "picture.png").write_bytes(b"PNG")
    (folder / ".gitattributes").write_text("*.safetensors filter=lfs")
    (folder / "onnx").mkdir()
    (folder / "onnx" / "model.onnx").write_bytes(b"x")
    (folder / "LICENSE").write_text("MIT")
    return folder


@pytest.fixture
def hub(published: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[HubServer]:
    server = HubServer(published)
    monkeypatch.setenv("HF_ENDPOINT", server.address)
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    for name in ("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "HF_TOKEN", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    with server.running():
        yield server


@pytest.fixture
def know() -> Callable[..., None]:
    """Puts the repository into the user's catalogue, pinned unless told otherwise, its licence accepted."""

    def write(more: str = f'revision = "{COMMIT}"', *, accept: bool = True) -> None:
        catalog.own_file().parent.mkdir(parents=True, exist_ok=True)
        catalog.own_file().write_text(ENTRY.format(repository=REPOSITORY, more=more), encoding="utf-8")
        entry = catalog.entry("tiny")
        assert entry, catalog.own_entries().problems
        if accept:
            licences.accept(entry)

    return write
