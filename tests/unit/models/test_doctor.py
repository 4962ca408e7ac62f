from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from quizglass import models
from quizglass.models import doctor, store
from quizglass.models.devices import describe_device, driver_cuda_version, graphics_card


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
