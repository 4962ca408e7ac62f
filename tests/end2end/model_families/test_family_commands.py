"""``quizglass models`` on a tiny checkpoint of every family: imported, listed, shown, verified, removed."""

from __future__ import annotations

import importlib
import json
from pathlib import Path

import pytest
from family_case import FamilyCase

from quizglass.cli.main import main
from quizglass.models import catalog

CASES = sorted(file.stem for file in Path(__file__).parent.glob("*_case.py") if file.stem != "family_case")


@pytest.mark.parametrize("name", CASES)
def test_a_model_of_the_family_comes_and_goes(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case: FamilyCase = importlib.import_module(name).CASE
    folder = tmp_path / "Модель v1.0"
    case.make(folder)
    capsys.readouterr()

    def said(*arguments: str) -> str:
        assert main(["models", *arguments]) == 0
        return capsys.readouterr().out

    model = json.loads(said("import", str(folder), "--link", "--json"))
    assert catalog.families()[model["family"]].id == model["family"]
    assert (model["id"], model["path"]) == ("model-v1-0", str(folder))
    assert "model-v1-0" in said("list")
    assert model["family"] in said("show", model["id"])
    assert "are whole" in said("verify", model["id"])
    said("remove", model["id"])
    assert "model-v1-0" not in said("list")
    assert (folder / "config.json").is_file()
