from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from quizglass import models
from quizglass.models import devices, doctor, gpu_use, store
from quizglass.models.devices import Device, describe_device, driver_cuda_version, graphics_card


def test_every_check_tells_something_in_words() -> None:
    found = list(doctor.checks())
    names = [check.name for check in found]
    assert len(names) == len(set(names))
    assert {"offline", "disk", "device", "torch", "driver", "bitsandbytes", "4-bit"} <= set(names)
    assert all(check.words and check.status in {"ok", "warn", "fail"} for check in found)
    assert all("{" not in check.words + check.detail for check in found)


def test_a_product_in_four_bit_is_really_computed() -> None:
    from quizglass.models.computing_checks import check_product, four_bit_error

    assert check_product().status == "ok"
    assert 0.01 < four_bit_error("cpu") < 0.15, "neither exact, which would be no 4 bit, nor wrong"


def test_a_damaged_model_is_found(tiny_folder: Path, tmp_path: Path) -> None:
    model = store.import_folder(shutil.copytree(tiny_folder, tmp_path / "m"))
    assert [check.status for check in doctor.check_models()] == ["ok"]
    assert model.path
    weights = model.path / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:1000])
    (check,) = doctor.check_models()
    assert check.status == "fail"
    assert "model.safetensors" in check.words


def test_the_packages_may_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "quizglass.models.computing_checks", raising=False)
    monkeypatch.delattr(models, "computing_checks", raising=False)
    monkeypatch.setitem(sys.modules, "torch", None)
    last = list(doctor.checks())[-1]
    assert last.name == "torch"
    assert last.status == "warn"


def test_there_is_always_a_device() -> None:
    device = describe_device()
    assert device.total_bytes > 0
    assert 0 < device.free_bytes <= device.total_bytes
    assert (graphics_card() is None) == (device.kind == "cpu")
    assert (driver_cuda_version() is None) == (device.kind == "cpu")


def test_a_changed_byte_is_found_when_every_file_is_read(tiny_folder: Path, tmp_path: Path) -> None:
    model = store.import_folder(shutil.copytree(tiny_folder, tmp_path / "m"))
    assert model.path
    weights = model.path / "model.safetensors"
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)
    assert [check.status for check in doctor.check_models()] == ["ok"], "its header and length are as before"
    (check,) = doctor.check_models(whole=True)
    assert check.status == "fail"
    assert "model.safetensors" in check.words


def test_whether_models_fit_is_told(tiny_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store.import_folder(tiny_folder)
    monkeypatch.setattr(devices, "graphics_card", lambda: None)
    assert [check.status for check in doctor.check_memory()] == ["ok"]
    monkeypatch.setattr(devices, "processor", lambda: Device("CPU", 10**9, 1000, "", "cpu"))
    (check,) = doctor.check_memory()
    assert check.status == "warn"
    assert "0.0 GB are free" in check.detail


def test_an_idle_card_is_told_of_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gpu_use, "unused_card", lambda _device="auto": gpu_use.UnusedCard("RTX 4070", "old-driver"))
    check = doctor.check_use_of_card()
    assert check.status == "fail"
    assert "RTX 4070" in check.words
    assert "driver" in check.detail


def test_a_card_that_the_user_left_idle_is_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    card = Device("RTX 4070", 12 * 10**9, 11 * 10**9, "550.54", "cuda")
    monkeypatch.setattr(devices, "graphics_card", lambda: card)
    check = doctor.check_use_of_card("cpu")
    assert (check.status, "RTX 4070" in check.words) == ("warn", True)


def test_no_check_denies_a_card_that_waits_for_its_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    from quizglass.models import computing_checks

    monkeypatch.setattr(devices, "graphics_card", lambda: None)
    monkeypatch.setattr(devices, "driver_cuda_version", lambda: None)
    monkeypatch.setattr(gpu_use, "_on_the_bus", lambda: True)
    found = {check.name: check for check in (doctor.check_device(), doctor.check_use_of_card())}
    assert found["device"].words == "No NVIDIA graphics card answers: models run on the processor, slowly."
    assert found["card-use"].status == "fail"
    assert computing_checks.check_driver().status == "fail"
