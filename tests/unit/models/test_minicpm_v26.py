"""MiniCPM-V 2.6: pictures are cut as its publisher cuts them, and only what this port knows is taken."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

import plain_minicpm_v26 as theirs
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from quizglass.errors import ModelFolderUnusable
from quizglass.models import catalog, store
from quizglass.models.minicpm_v26.resampler import places_of
from quizglass.models.minicpm_v26.slicing import Slicer

SCRIPT = Path(__file__).parents[2] / "checkpoints" / "minicpm_v26.py"
SLICER = Slicer(most=9, side=56, patch=14, numbered=True, mean=(0.5,) * 3, std=(0.5,) * 3)
VALUES = {"scale_resolution": 56, "patch_size": 14}
SIDES = st.integers(1, 400)


@given(SIDES, SIDES, st.integers(1, 9))
def test_a_picture_is_cut_as_the_publisher_cuts_it(width: int, height: int, most: int) -> None:
    picture = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    whole, slices, columns = SLICER.cut(picture, most)
    (overview, *parts), grid = theirs.sliced(picture, VALUES, most)
    assert (whole.shape[3], whole.shape[2]) == overview.size
    assert columns == (grid[0] if grid else 0)
    assert (0 if slices is None else len(slices)) == len(parts) <= most
    for mine, part in zip([] if slices is None else slices, parts, strict=True):
        rows = torch.nn.functional.unfold(mine[None], 14, stride=14)[0].T
        torch.testing.assert_close(rows, theirs.patch_rows(part, 14)[0], atol=1e-5, rtol=0)


@given(st.integers(1, 70), st.integers(1, 70))
def test_rows_and_columns_are_told_as_the_publisher_tells_them(rows: int, columns: int) -> None:
    torch.testing.assert_close(places_of(rows, columns, 16), torch.tensor(theirs.sines(rows, columns, 16)))


@pytest.mark.parametrize("version", [2.5, 4.5, None])
def test_another_network_of_the_same_name_is_refused_in_words(tmp_path: Path, version: float | None) -> None:
    folder: Path = runpy.run_path(str(SCRIPT))["make"](tmp_path / "other")
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    (folder / "config.json").write_text(json.dumps(config | {"version": version}), encoding="utf-8")
    with pytest.raises(ModelFolderUnusable, match=r"MiniCPM-V 2\.6"):
        store.import_folder(folder)


def test_the_published_folder_is_recognised() -> None:
    entry = catalog.recognise({"model_type": "minicpmv", "hidden_size": 3584, "num_hidden_layers": 28})
    assert entry
    assert entry.id == "minicpm-v-2.6"
    assert not entry.obstacle
