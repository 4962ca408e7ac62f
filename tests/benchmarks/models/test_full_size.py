"""Full-size Qwen2-VL with random weights in 4 bit: how long the first and the second start take, and what memory.

    pytest tests/benchmarks/models -m benchmark -s

On a card when there is one. Random weights answer nonsense as fast and in as much memory as real ones answer.
"""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import psutil
import pytest
import torch
from qwen2_vl import processor, write, write_tokenizer

from quizglass.evaluation.speed import SpeedReport, measure
from quizglass.geometry import WHOLE_PAGE
from quizglass.models import placing, registry, store
from quizglass.models.engine import A4, Engine, View
from quizglass.pages import PageImage
from quizglass.paths import models_dir
from quizglass.settings import Quantization

SHAPES = {
    "Qwen2-VL-2B": {"hidden_size": 1536, "intermediate_size": 8960, "num_attention_heads": 12, "vocab_size": 151936},
    "Qwen2-VL-7B": {"hidden_size": 3584, "intermediate_size": 18944, "num_attention_heads": 28, "vocab_size": 152064},
}
KEY_VALUE_HEADS = {"Qwen2-VL-2B": 2, "Qwen2-VL-7B": 4}
BYTES = {"Qwen2-VL-2B": 4.4e9, "Qwen2-VL-7B": 16.6e9}
DISK_SHARE = 1.6
"""Of the 16-bit weights: themselves, and what is kept of them in 4 bit."""


def make(folder: Path, name: str) -> Path:
    """Write the folder: the published shape in 16 bit, weights of the usual spread."""
    from transformers import GenerationConfig, Qwen2VLConfig, Qwen2VLForConditionalGeneration

    folder.mkdir(parents=True)
    mark = write_tokenizer(folder).token_to_id
    shape = SHAPES[name]
    config = Qwen2VLConfig(
        text_config={
            **shape,
            "num_hidden_layers": 28,
            "num_key_value_heads": KEY_VALUE_HEADS[name],
            "rope_parameters": {"rope_type": "default", "rope_theta": 1e6, "mrope_section": [16, 24, 24]},
            "max_position_embeddings": 32768,
            "bos_token_id": mark("<|endoftext|>"),
            "eos_token_id": mark("<|im_end|>"),
        },
        vision_config={"hidden_size": shape["hidden_size"]},
        image_token_id=mark("<|image_pad|>"),
        video_token_id=mark("<|video_pad|>"),
        vision_start_token_id=mark("<|vision_start|>"),
        vision_end_token_id=mark("<|vision_end|>"),
        tie_word_embeddings=name == "Qwen2-VL-2B",
    )
    with torch.device("meta"):
        model = Qwen2VLForConditionalGeneration(config)
    model = model.to(torch.bfloat16).to_empty(device="cuda" if torch.cuda.is_available() else "cpu")
    model.tie_weights()
    for weight in model.parameters():
        weight.data.uniform_(-0.035, 0.035)
    model.generation_config = GenerationConfig(eos_token_id=[mark("<|im_end|>")])
    model.save_pretrained(folder)
    write(folder / "preprocessor_config.json", processor(16384))
    return folder


def view(engine: Engine) -> View:
    size = engine.image_size(A4)
    assert size
    width, height = size
    pixels = bytes(range(256)) * (3 * width * height // 256 + 1)
    return View(0, (), WHOLE_PAGE, PageImage(width, height, 3 * width, pixels[: 3 * width * height]))


def seconds_to_read(folder: Path) -> float:
    """All of a folder's weights, from a disk that has them in memory at best."""
    begin = time.perf_counter()
    for file in folder.glob("*.safetensors"):
        with file.open("rb") as stream:
            while stream.read(64 * 2**20):
                pass
    return time.perf_counter() - begin


def tell(name: str, what: str, report: SpeedReport) -> None:
    rate = f"{report.pieces_per_s:.1f}" if report.pieces_per_s else "-"
    print(
        f"{name} on {report.device}, {what}: load {report.load_s:.1f} s, look {report.look_s:.2f} s, first words "
        f"{report.first_text_s:.3f} s, {rate} tokens/s, weights {report.weights_bytes / 1e9:.2f} GB, "
        f"used {report.used_bytes / 1e9:.2f} GB"
    )


@pytest.mark.benchmark
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("name", SHAPES)
def test_full_size(name: str, tmp_path: Path) -> None:
    needed = BYTES[name]
    if psutil.virtual_memory().available < 1.5 * needed or shutil.disk_usage(tmp_path).free < DISK_SHARE * needed:
        pytest.skip("not enough memory or disk")
    model = store.import_folder(make(tmp_path / name, name), link=True)
    device = placing.choose_device("auto")[0]
    rounds = 3 if device == "cuda" else 1
    for what in ("first start", "second start"):
        engine = registry.create_engine(model.id, quantization=Quantization.NF4, device=device)
        report = measure(engine, view, ["What is the total?"], rounds=rounds)
        tell(name, what, report)
    (kept,) = (models_dir() / model.id).glob("nf4-*")
    reading = seconds_to_read(kept)
    print(f"{name}: reading the kept weights takes {reading:.1f} s; load / read = {report.load_s / reading:.2f}")
    assert report.weights_bytes < 0.6 * needed
