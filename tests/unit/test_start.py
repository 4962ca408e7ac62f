"""start.py decides rightly what is still to be installed. The installing itself runs in every CI run."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """start.py over a checkout in ``tmp_path`` whose environment exists but holds nothing."""
    spec = importlib.util.spec_from_file_location("start", ROOT / "start.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / "pyproject.toml").write_text("[project]")
    (tmp_path / "constraints.txt").write_text("a==1")
    venv = tmp_path / ".venv"
    venv.mkdir()
    (venv / "python").touch()
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", venv)
    monkeypatch.setattr(module, "STAMP", venv / "stamp.json")
    monkeypatch.setattr(module, "PYTHON", venv / "python")
    return module


def installs(start: ModuleType, monkeypatch: pytest.MonkeyPatch, *, works: bool = True) -> list[str]:
    """Set up with everything but the installing, and give the groups that would have been installed."""
    asked: list[str] = []
    monkeypatch.setattr(start, "install_system_packages", list)
    monkeypatch.setattr(start, "make_venv", lambda: None)
    monkeypatch.setattr(start, "_quiet", lambda *_: True)
    monkeypatch.setattr(start, "install", lambda group: asked.append(group.extra) or works or group.needed)
    start.set_up([start.CORE, start.MODELS])
    return asked


def test_the_first_start_installs_and_the_second_does_not(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    assert installs(start, monkeypatch) == ["", "models"]
    assert installs(start, monkeypatch) == []


def test_new_pins_set_up_again(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    installs(start, monkeypatch)
    (start.ROOT / "constraints.txt").write_text("a==2")
    assert installs(start, monkeypatch) == ["", "models"]


def test_it_goes_on_without_the_models_and_does_not_try_at_every_start(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert installs(start, monkeypatch, works=False) == ["", "models"]
    assert "Going on without" in capsys.readouterr().err
    assert installs(start, monkeypatch, works=False) == []


@pytest.mark.parametrize("content", ["", "{", "[]", json.dumps({"fingerprint": "old", "groups": {"": True}})])
def test_a_broken_or_old_stamp_counts_for_nothing(start: ModuleType, content: str) -> None:
    start.STAMP.write_text(content)
    assert start.installed_groups() == {}


def test_a_moved_checkout_sets_up_again(start: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    installs(start, monkeypatch)
    before = start.fingerprint()
    moved = tmp_path / "moved"
    moved.mkdir()
    for name in ("pyproject.toml", "constraints.txt"):
        (moved / name).write_text((tmp_path / name).read_text())
    monkeypatch.setattr(start, "ROOT", moved)
    assert start.fingerprint() != before


def test_no_screen_is_noticed(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("only X11 and Wayland have sessions without a screen")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert not start.has_screen()
    monkeypatch.setenv("DISPLAY", ":0")
    assert start.has_screen()


def test_help_needs_no_setup() -> None:
    done = subprocess.run([sys.executable, ROOT / "start.py", "--help"], capture_output=True, text=True, check=True)
    assert "python3 start.py test" in done.stdout
