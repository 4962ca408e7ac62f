"""``quizglass models`` as people and scripts use it, from the catalogue to the last file."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hub_server import COMMIT, REPOSITORY, HubServer
from qwen2_vl import make

from quizglass.models import catalog

Quizglass = Callable[..., subprocess.CompletedProcess[str]]
ENTRY = f"""
[[models]]
id = "tiny"
name = "Крошка"
family = "qwen2_vl"
repository = "{REPOSITORY}"
revision = "{COMMIT}"
licence = "MIT"
licence_url = "https://example.org/mit"
memory_gb = {{ nf4 = 0.1, bf16 = 99999 }}
"""


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(make(tmp_path_factory.mktemp("cli-models") / "Модель v2.5 tiny"))


@pytest.fixture
def folder(tiny: Path, tmp_path: Path) -> Path:
    """A copy that a test may spoil."""
    return Path(shutil.copytree(tiny, tmp_path / tiny.name))


@pytest.fixture
def cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty Hugging Face cache, and one entry of the user's own catalogue."""
    catalog.own_file().parent.mkdir(parents=True)
    catalog.own_file().write_text(ENTRY, encoding="utf-8")
    for name in ("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    return tmp_path / "hf" / "hub"


@pytest.fixture
def hub(tiny: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    """The Hub on loopback, which has that entry's repository."""
    server = HubServer(tiny)
    monkeypatch.setenv("HF_ENDPOINT", server.address)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.delenv("no_proxy", raising=False)
    with server.running():
        yield server


def test_a_model_comes_is_checked_moved_and_goes(quizglass: Quizglass, folder: Path, tmp_path: Path) -> None:
    model = json.loads(quizglass("models", "import", folder, "--json").stdout)
    assert (model["id"], model["family"], model["linked"]) == ("model-v2-5-tiny", "qwen2_vl", False)
    assert quizglass("models", "verify", model["id"]).returncode == 0
    disk = tmp_path / "Другой диск"
    moved = json.loads(quizglass("models", "move", model["id"], disk, "--json").stdout)
    assert moved["path"] == str(disk / model["id"])
    assert "are whole" in quizglass("models", "verify").stdout
    assert quizglass("models", "move", model["id"]).returncode == 0
    assert not (disk / model["id"]).exists()
    assert quizglass("models", "remove", model["id"]).returncode == 0
    assert [m["id"] for m in json.loads(quizglass("models", "list", "--json").stdout)] == ["built-in"]


def test_a_changed_file_is_named(quizglass: Quizglass, folder: Path) -> None:
    quizglass("models", "import", folder, "--link")
    weights = folder / "model.safetensors"
    assert quizglass("models", "verify").returncode == 0
    with weights.open("r+b") as file:
        file.seek(-1, 2)
        last = file.read(1)
        file.seek(-1, 2)
        file.write(bytes([last[0] ^ 1]))
    done = quizglass("models", "verify")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("quizglass: The files of Модель v2.5 tiny are damaged. The file model.safetensors ")


@pytest.mark.usefixtures("cache")
def test_the_catalogue_tells_what_fits(quizglass: Quizglass) -> None:
    [tiny] = [m for m in json.loads(quizglass("models", "list", "--available", "--json").stdout) if m["own"]]
    assert (tiny["id"], tiny["fits"], tiny["state"], tiny["licence_accepted"]) == ("tiny", "nf4", None, False)
    assert tiny["commercial"] is True
    lines = quizglass("models", "list", "--available").stdout.splitlines()
    assert lines[0].split()[:2] == ["Id", "Parameters"]
    assert any(line.startswith("tiny ") and "4 bit" in line for line in lines)
    assert "https://example.org/mit" in quizglass("models", "show", "tiny").stdout
    assert json.loads(quizglass("models", "show", "tiny", "--json").stdout)["repository"] == REPOSITORY


@pytest.mark.network
def test_the_licence_comes_before_the_download(quizglass: Quizglass, hub: HubServer) -> None:
    done = quizglass("models", "download", "tiny")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "MIT, https://example.org/mit" in done.stderr
    assert not hub.agents
    done = quizglass("models", "download", "tiny", "--accept-licence", "--json")
    model = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert (model["id"], model["name"], model["revision"]) == ("tiny", "Крошка", COMMIT)
    # Accepted once is enough, and what is there is not fetched again.
    asked = len(hub.ranges)
    assert quizglass("models", "download", "tiny").returncode == 0
    assert len(hub.ranges) == asked


@pytest.mark.network
def test_ctrl_c_ends_a_download_that_goes_on_later(
    start_quizglass: Callable[..., subprocess.Popen[str]], quizglass: Quizglass, hub: HubServer
) -> None:
    hub.faults.hang_after = 5000
    running = start_quizglass("models", "download", "tiny", "--accept-licence")
    assert hub.hanging.wait(120)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=120)
    assert (running.returncode, out, err) == (130, "", "quizglass: Stopped.\n")
    hub.faults.hang_after = None
    states = {m["id"]: m["state"] for m in json.loads(quizglass("models", "list", "--available", "--json").stdout)}
    assert states["tiny"] == "unfinished"
    assert quizglass("models", "download", "tiny").returncode == 0


@pytest.mark.network
def test_what_was_begun_can_be_removed(quizglass: Quizglass, hub: HubServer) -> None:
    hub.faults.garbled = {"model.safetensors"}
    done = quizglass("models", "download", "tiny", "--accept-licence")
    assert (done.returncode, done.stderr.count("\n")) == (3, 1)
    assert quizglass("models", "remove", "tiny").returncode == 0
    assert quizglass("models", "remove", "tiny").returncode == 3


def test_a_model_of_the_hugging_face_cache(quizglass: Quizglass, cache: Path, tiny: Path) -> None:
    snapshot = cache / f"models--{REPOSITORY.replace('/', '--')}" / "snapshots" / COMMIT
    shutil.copytree(tiny, snapshot)
    (snapshot / "modeling_own.py").write_text("raise SystemExit")
    for name in (REPOSITORY, "tiny"):
        model = json.loads(quizglass("models", "import", name, "--json").stdout)
        assert (model["id"], model["revision"]) == ("tiny-qwen2-vl", COMMIT)
    assert not list(Path(model["path"]).glob("*.py"))
    assert "are whole" in quizglass("models", "verify", model["id"]).stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["download", "nothing"], 3),
        (["download"], 2),
        (["verify", "nothing"], 3),
        (["move", "built-in"], 3),
        (["import", "no/such"], 3),
    ],
)
def test_what_is_not_there(quizglass: Any, arguments: list[str], code: int) -> None:
    done = quizglass("models", *arguments)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (code, "", 1)
