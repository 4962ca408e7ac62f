"""A picture is cut into the patches that the image processor of transformers makes of it."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from transformers import (
    CLIPImageProcessorPil,
    PixtralImageProcessorPil,
    Qwen2VLImageProcessorPil,
    SiglipImageProcessorPil,
)
from transformers.models.minicpmv4_6.image_processing_pil_minicpmv4_6 import MiniCPMV4_6ImageProcessorPil

from quizglass.models.minicpm_v46.picture import cut
from quizglass.models.qwen2_vl.picture import cut_into_patches
from quizglass.models.vision_language.levels import as_pixels, levels_of


@pytest.mark.parametrize("patch", [8, 14, 16])
@given(rows=st.integers(1, 5), columns=st.integers(1, 5), seed=st.integers(0, 99))
def test_the_patches_are_those_of_the_processor(patch: int, rows: int, columns: int, seed: int) -> None:
    processor = Qwen2VLImageProcessorPil(
        patch_size=patch, merge_size=2, image_mean=[0.48, 0.46, 0.41], image_std=[0.27, 0.26, 0.28]
    )
    width, height = columns * 2 * patch, rows * 2 * patch
    picture = Image.frombytes("RGB", (width, height), random.Random(seed).randbytes(width * height * 3))
    theirs = processor(images=[picture], do_resize=False, return_tensors="pt")["pixel_values"]
    ours = cut_into_patches(torch.from_numpy(np.array(picture)), processor)
    torch.testing.assert_close(ours, theirs, atol=1e-5, rtol=0)


@given(
    width=st.integers(1, 250),
    height=st.integers(1, 250),
    most=st.sampled_from([1, 4, 9, 36]),
    mode=st.sampled_from(["4x", "16x"]),
)
def test_slices_are_those_of_the_processor(width: int, height: int, most: int, mode: str) -> None:
    processor = MiniCPMV4_6ImageProcessorPil(patch_size=14, scale_resolution=56)
    picture = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    picture.putpixel((width // 2, height // 2), (255, 3, 99))
    theirs = processor(images=[picture], max_slice_nums=most, downsample_mode=mode, return_tensors="pt")
    pixels, sizes, columns = cut(picture, most, mode, processor)
    torch.testing.assert_close(pixels, theirs["pixel_values"], atol=1e-5, rtol=0)
    assert torch.equal(sizes, theirs["target_sizes"])
    assert columns == theirs["grids"][0][1]


@pytest.mark.parametrize("processor_class", [CLIPImageProcessorPil, PixtralImageProcessorPil, SiglipImageProcessorPil])
@pytest.mark.parametrize("kept", [{}, {"do_normalize": False}, {"do_rescale": False, "do_normalize": False}])
def test_pixels_are_those_of_the_processor(processor_class: Any, kept: dict[str, bool]) -> None:
    processor = processor_class(**kept)
    picture = Image.frombytes("RGB", (56, 42), random.Random(5).randbytes(56 * 42 * 3))
    crop = {} if processor_class is PixtralImageProcessorPil else {"do_center_crop": False}
    theirs = processor(images=[picture], do_resize=False, return_tensors="pt", **crop)["pixel_values"]
    torch.testing.assert_close(as_pixels(levels_of(picture), processor), theirs.float(), atol=1e-5, rtol=0)
