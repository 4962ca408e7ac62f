"""Models of random weights in the folders that published ones come in, so that loading them is the real loading.

The weights are made one by one on the device and written in files of some gigabytes: a model is never whole in memory
before it is loaded.
"""

from __future__ import annotations

import math
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psutil
import torch
from safetensors import SafetensorError
from safetensors.torch import save_file
from transformers import (
    Qwen2_5_VLConfig,
    Qwen2_5_VLForConditionalGeneration,
    Qwen2VLConfig,
    Qwen2VLForConditionalGeneration,
    Qwen3VLConfig,
    Qwen3VLForConditionalGeneration,
)

from quizglass.errors import FileNotWritable, ModelTooLarge
from quizglass.json_file import write_json
from quizglass.models import placing
from quizglass.models.benchmarking.shapes import PATCH_16, Shape
from quizglass.models.benchmarking.tokenizer import write_tokenizer
from quizglass.models.device_errors import free_unused
from quizglass.models.disk_space import check_space
from quizglass.models.image_budget import MOST_TOKENS, RESERVE_BYTES
from quizglass.models.installed import InstalledModel
from quizglass.models.memory_need import SIXTEEN_BIT, bytes_of_tensors
from quizglass.models.qwen2_vl.prompt import IMAGE_PAD, MARKS, TURN_END, VISION_END, VISION_START
from quizglass.paths import cache_dir
from quizglass.settings import Quantization

_CLASSES = {
    "qwen2_vl": (Qwen2VLConfig, Qwen2VLForConditionalGeneration),
    "qwen2_5_vl": (Qwen2_5_VLConfig, Qwen2_5_VLForConditionalGeneration),
    "qwen3_vl": (Qwen3VLConfig, Qwen3VLForConditionalGeneration),
}
_PREFIX = "random-model-"
_FILE_BYTES = 2 * 10**9
_PROCESSOR_SHARE = 0.85
"""Of the computer's free memory: other programs grow in it meanwhile, and a system without any ends programs."""
_SEED = 7
_CLIP = {"image_mean": [0.48145466, 0.4578275, 0.40821073], "image_std": [0.26862954, 0.26130258, 0.27577711]}
_HALF = {"image_mean": [0.5, 0.5, 0.5], "image_std": [0.5, 0.5, 0.5]}


@contextmanager
def random_model(
    shape: Shape, *, quantization: Quantization, device: str, on_progress: Callable[[float], None]
) -> Iterator[InstalledModel]:
    """A model of ``shape`` for as long as this lasts; its folder goes with it, however this ends.

    ``on_progress`` gets 0..1.

    Raises:
        DeviceError: "cuda" was asked for and is not there.
        ModelTooLarge, NotEnoughSpace: said before anything is written.
        FileNotWritable: there is no place for it.
    """
    place, _ = placing.choose_device(device)
    tensors = tensors_of(shape)
    _refuse_what_cannot_fit(shape, tensors, quantization, place)
    home = cache_dir()
    try:
        home.mkdir(parents=True, exist_ok=True)
        _remove_orphans(home)
        check_space(SIXTEEN_BIT * sum(map(math.prod, tensors.values())), home, shape.name)
        folder = TemporaryDirectory(prefix=f"{_PREFIX}{os.getpid()}-", dir=home, ignore_cleanup_errors=True)
    except OSError as error:
        raise FileNotWritable(name=str(home)) from error
    with folder as path:
        yield write_model(Path(path), shape, device=place, on_progress=on_progress)


def write_model(
    folder: Path, shape: Shape, *, device: str, on_progress: Callable[[float], None] = lambda _: None
) -> InstalledModel:
    """Write a model of ``shape`` in 16 bit into ``folder``; the same on the same device each time.

    Raises:
        FileNotWritable: the disk is full, or refuses.
    """
    try:
        marks = write_tokenizer(folder)
        config = _config(shape, marks)
        config.save_pretrained(folder)
        write_json(folder / "preprocessor_config.json", _processor(shape.patch))
        ends = {"eos_token_id": [marks[TURN_END]], "pad_token_id": marks[MARKS[0]]}
        write_json(folder / "generation_config.json", ends)
        _write_weights(folder, shape, tensors_of(shape), device, on_progress)
    except (OSError, SafetensorError) as error:
        raise FileNotWritable(name=str(folder)) from error
    free_unused()
    size = sum(file.stat().st_size for file in folder.iterdir())
    return InstalledModel(shape.name, shape.name, shape.family, folder, size)


def _remove_orphans(home: Path) -> None:
    """Remove what a program left that was killed, or that a power cut ended: these are gigabytes."""
    for folder in home.glob(f"{_PREFIX}*"):
        owner = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if owner.isdigit() and not psutil.pid_exists(int(owner)):
            shutil.rmtree(folder, ignore_errors=True)


def _config(shape: Shape, marks: dict[str, int]) -> Any:
    config_class, model_class = _CLASSES[shape.family]
    text = shape.text | {
        "max_position_embeddings": 32768,
        "bos_token_id": marks[MARKS[0]],
        "eos_token_id": marks[TURN_END],
        "tie_word_embeddings": shape.tied,
    }
    return config_class(
        text_config=text,
        vision_config=dict(shape.vision) | {"patch_size": shape.patch},
        image_token_id=marks[IMAGE_PAD],
        video_token_id=marks["<|video_pad|>"],
        vision_start_token_id=marks[VISION_START],
        vision_end_token_id=marks[VISION_END],
        tie_word_embeddings=shape.tied,
        architectures=[model_class.__name__],
        dtype="bfloat16",
    )


def tensors_of(shape: Shape) -> dict[str, tuple[int, ...]]:
    """The names of the weights and how large each is; the head is left out where it is the table of words."""
    with torch.device("meta"):
        model = _CLASSES[shape.family][1](_config(shape, dict.fromkeys(MARKS, 0)))
    tensors = {name: tuple(weight.shape) for name, weight in model.named_parameters()}
    if shape.tied:
        tensors.pop("lm_head.weight", None)
    return tensors


def _refuse_what_cannot_fit(
    shape: Shape, tensors: dict[str, tuple[int, ...]], quantization: Quantization, device: str
) -> None:
    """The weights, the keys and values of a page, and the room to work in must fit."""
    numbers = placing.choose_dtype(device, "").itemsize
    sizes = ((name, math.prod(size)) for name, size in tensors.items())
    text = shape.text
    head = text.get("head_dim", text["hidden_size"] // text["num_attention_heads"])
    kept = 2 * MOST_TOKENS * text["num_hidden_layers"] * text["num_key_value_heads"] * head * numbers
    needed = bytes_of_tensors(sizes, quantization, numbers) + kept + RESERVE_BYTES
    free = placing.free_bytes(torch.device(device))
    if device == "cpu":
        free = int(free * _PROCESSOR_SHARE)
    if needed > free:
        raise ModelTooLarge(model=shape.name, needed=f"{needed / 1e9:.1f}", free=f"{free / 1e9:.1f}")


def _write_weights(
    folder: Path,
    shape: Shape,
    tensors: dict[str, tuple[int, ...]],
    device: str,
    on_progress: Callable[[float], None],
) -> None:
    files = _in_files(tensors)
    source = torch.Generator(device).manual_seed(_SEED)
    whole, done = sum(map(math.prod, tensors.values())), 0
    index: dict[str, str] = {}
    for number, names in enumerate(files, start=1):
        name = f"model-{number:05d}-of-{len(files):05d}.safetensors"
        made = {}
        for tensor in names:
            made[tensor] = _weight(tensor, tensors[tensor], shape.spread, source).cpu()
            done += math.prod(tensors[tensor])
            on_progress(done / whole)
        save_file(made, folder / name, metadata={"format": "pt"})
        index |= dict.fromkeys(names, name)
    write_json(
        folder / "model.safetensors.index.json",
        {"metadata": {"total_size": SIXTEEN_BIT * whole}, "weight_map": index},
    )


def _in_files(tensors: dict[str, tuple[int, ...]]) -> list[list[str]]:
    files: list[list[str]] = [[]]
    filled = 0
    for name, size in tensors.items():
        count = SIXTEEN_BIT * math.prod(size)
        if files[-1] and filled + count > _FILE_BYTES:
            files.append([])
            filled = 0
        files[-1].append(name)
        filled += count
    return files


def _weight(name: str, size: tuple[int, ...], spread: float, source: torch.Generator) -> torch.Tensor:
    """Norms that change nothing, no biases, all else of the given standard deviation."""
    made = torch.empty(size, dtype=torch.bfloat16, device=source.device)
    if len(size) == 1:
        return made.fill_(0.0 if name.endswith("bias") else 1.0)
    return made.uniform_(-spread * math.sqrt(3), spread * math.sqrt(3), generator=source)


def _processor(patch: int) -> dict[str, object]:
    """preprocessor_config.json; one token is two patches a side."""
    unit = 2 * patch
    return {
        "image_processor_type": "Qwen2VLImageProcessor",
        "processor_class": "Qwen2VLProcessor",
        "size": {"shortest_edge": 4 * unit * unit, "longest_edge": 16384 * unit * unit},
        "patch_size": patch,
        "temporal_patch_size": 2,
        "merge_size": 2,
        **(_HALF if patch == PATCH_16 else _CLIP),
        "do_convert_rgb": True,
        "do_rescale": True,
        "do_normalize": True,
        "do_resize": True,
    }
