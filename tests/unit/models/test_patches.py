"""A picture is cut into the patches that the image processor of transformers makes of it."""

from __future__ import annotations

import random

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from transformers import Qwen2VLImageProcessorPil

from quizglass.models.qwen2_vl.picture import cut_into_patches


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
