"""A card that is there and not used, and the reason."""

from __future__ import annotations

import importlib.machinery
import importlib.util
from pathlib import Path

import pytest

from quizglass.models import devices, gpu_use
from quizglass.models.devices import Device

CARD = Device("RTX 4070", 12 * 10**9, 11 * 10**9, "550.54", "cuda")


@pytest.fixture
def no_card(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A computer without a driver; its devices lie in the folder."""
    monkeypatch.setattr(devices, "graphics_card", lambda: None)
    monkeypatch.setattr(gpu_use, "_PCI", tmp_path)
    return tmp_path


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A card that its driver for CUDA 12.4 knows, and the ``version.py`` of a torch."""
    monkeypatch.setattr(devices, "graphics_card", lambda: CARD)
    monkeypatch.setattr(devices, "driver_cuda_version", lambda: (12, 4))
    spec = importlib.machinery.ModuleSpec("torch", None, origin=str(tmp_path / "__init__.py"))
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: spec)
    return tmp_path / "version.py"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("cuda: Optional[str] = None", "no-cuda"),
        ("cuda: Optional[str] = '13.0'", "old-driver"),
        ("cuda: Optional[str] = '12.8'", ""),
        ("cuda = '12.1'", ""),
    ],
)
def test_what_torch_was_built_for(built: Path, line: str, reason: str) -> None:
    built.write_text(f"__version__ = '2.13.0'\ndebug = False\n{line}\nhip: Optional[str] = None\n")
    found = gpu_use.unused_card()
    assert (found.reason if found else "") == reason


def test_the_file_of_the_torch_that_is_installed_is_understood() -> None:
    torch = pytest.importorskip("torch")
    spec = importlib.util.find_spec("torch")
    assert spec
    assert spec.origin
    found = gpu_use._BUILT_FOR.search(Path(spec.origin).with_name("version.py").read_text())
    assert (found[1] if found else None) == (torch.version.cuda and torch.version.cuda.partition(".")[0])


def test_a_card_that_the_user_does_not_want_to_use(built: Path) -> None:
    built.write_text("cuda = '12.1'\n")
    found = gpu_use.unused_card("cpu")
    assert found == gpu_use.UnusedCard("RTX 4070", "chosen")
    assert "RTX 4070" in gpu_use.words(found)[0]


def test_no_packages(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    assert gpu_use.unused_card() == gpu_use.UnusedCard("RTX 4070", "no-torch")


def test_a_card_without_its_driver(no_card: Path) -> None:
    device = no_card / "0000:01:00.0"
    device.mkdir()
    (device / "vendor").write_text("0x10de\n")
    (device / "class").write_text("0x030000\n")
    found = gpu_use.unused_card()
    assert found == gpu_use.UnusedCard("", "no-driver")


def test_other_devices_of_the_same_maker_are_no_cards(no_card: Path) -> None:
    for place, (vendor, kind) in {"a": ("0x10de", "0x040300"), "b": ("0x8086", "0x030000")}.items():
        (no_card / place).mkdir()
        (no_card / place / "vendor").write_text(vendor)
        (no_card / place / "class").write_text(kind)
    (no_card / "c").mkdir()
    assert gpu_use.unused_card() is None


@pytest.mark.parametrize("reason", ["no-driver", "chosen", "no-torch", "no-cuda", "old-driver"])
def test_every_reason_has_words(reason: str) -> None:
    what, remedy = gpu_use.words(gpu_use.UnusedCard("RTX 4070", reason))
    assert what
    assert remedy
