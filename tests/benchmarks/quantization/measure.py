"""4-bit formats side by side: size, time to pack, speed, and what they do to answers, on the processor.

The formats beside bitsandbytes want packages that the program does not have, in an environment of their own:

    python -m venv VENV
    VENV/bin/pip install torch==2.13.0 transformers==5.23.0 bitsandbytes==0.50.2 accelerate==1.15.0 pillow pymupdf \
        psutil nvidia-ml-py snowballstemmer platformdirs torchao==0.18.0 hqq==0.2.8.post1
    OMP_NUM_THREADS=1 PYTHONPATH=desktop:tests/benchmarks:tests/checkpoints VENV/bin/python -m quantization.measure

Answers are those of the nano model that reads (tests/checkpoints/nano_qwen2_vl) to pages that it never saw; speeds are
of four layers as wide as Qwen2-VL-2B's with random weights, in seconds of one core's time, which other work on the
computer does not lengthen much. Each format runs in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

import torch
from nano_qwen2_vl.measuring import measure
from quantization.formats import FORMATS, convert_decoder, kept_bytes

from quizglass.cancellation import CancelToken
from quizglass.documents.service import DocumentService
from quizglass.models.benchmarking.random_model import write_model
from quizglass.models.benchmarking.shapes import SHAPES
from quizglass.models.decoding.language_model import LanguageModel
from quizglass.models.decoding.loop import Limits
from quizglass.models.decoding.prefill import prefill
from quizglass.models.engine import EngineInfo
from quizglass.models.installed import InstalledModel
from quizglass.models.loading.reading import load
from quizglass.models.loading.recipe import Loaded
from quizglass.models.qwen2_vl.engine import Qwen2VLEngine
from quizglass.models.vision_language.session import Session
from quizglass.settings import Quantization

NANO = Path(__file__).parents[2] / "checkpoints" / "nano_qwen2_vl" / "trained"
SHEETS, PROMPT, TOKENS, ROUNDS = 12, 512, 48, 3
LONGEST_S = 60.0
"""After so long no further round is begun: the first, which is to warm up, then has to do."""
TITLES = {
    "exact": "exact",
    "box": "box",
    "worst_score": "largest error of a score",
    "mean_score": "mean error",
    "agree": "same token",
    "bytes_share": "size",
    "pack_s": "packing",
    "prefill_s": "512 tokens in",
    "tokens_per_s": "tokens/s",
    "eight_per_s": "eight at once",
}


class FormatEngine(Qwen2VLEngine):
    """A Qwen2-VL whose layers are in ``format``, in everything else as the program has it."""

    def __init__(self, folder: Path, named: str) -> None:
        model = InstalledModel("measured", "Measured", "qwen2_vl", folder)
        super().__init__(model, quantization=Quantization.BF16, device="cpu")
        self.named = named
        self.pack_s = 0.0

    def open_session(
        self, progress: Callable[[float], None], cancel: CancelToken
    ) -> tuple[Session, EngineInfo]:  # as `opening.open_session`, the layers converted in between
        folder = self._model.path
        assert folder
        loaded = load(
            folder,
            self.recipe(),
            quantization=Quantization.BF16,
            device="cpu",
            dtype=torch.bfloat16,
            progress=progress,
            cancel=cancel,
        )
        self.pack_s = pack(loaded, self.named)
        return Session(loaded, self.recipe()), replace(self.info, quantization=self.named)


def pack(loaded: Loaded, named: str) -> float:
    """Convert the language model's layers; seconds."""
    convert = FORMATS[named]()
    begin = time.process_time()
    with torch.inference_mode(mode=False), torch.no_grad():
        convert_decoder(loaded.model.model.language_model, convert)
    return time.process_time() - begin


def scores(engine: FormatEngine) -> torch.Tensor:
    """Of the last token of 64 prompts of noise, (64, vocabulary)."""
    language: LanguageModel = engine.session.language
    source = torch.Generator().manual_seed(1)
    rows = []
    with torch.inference_mode():
        for _ in range(64):
            ids = torch.randint(0, 480, (1, 60), generator=source)
            cache = language.new_cache()
            hidden = prefill(language, language.embed(ids), language.text_positions(0, 60), cache, CancelToken())
            rows.append(language.scores(hidden))
    return torch.cat(rows)


def quality(named: str) -> dict[str, float]:
    """What the format does to the answers of the nano model, and to its scores beside those of 16 bit."""
    plain, packed = FormatEngine(NANO, "16 bit"), FormatEngine(NANO, named)
    for engine in (plain, packed):
        engine.load(lambda _: None, CancelToken())
    wanted, found = scores(plain), scores(packed)
    error = (found - wanted).abs() / wanted.std()
    with DocumentService() as documents, tempfile.TemporaryDirectory() as folder:
        score = measure(packed, documents, Path(folder), SHEETS)
    return {
        "questions": score.of["exact"],
        "exact": score.share("exact"),
        "box": score.share("box"),
        "worst_score": float(error.max()),
        "mean_score": float(error.mean()),
        "agree": float((found.argmax(-1) == wanted.argmax(-1)).float().mean()),
    }


def speed(named: str, folder: Path) -> dict[str, float]:
    """How large and how fast it is; seconds are of the processor's time."""
    engine = FormatEngine(folder, named)
    engine.load(lambda _: None, CancelToken())
    session = engine.session
    language = session.language
    ids = torch.randint(0, 1000, (1, PROMPT), generator=torch.Generator().manual_seed(2))
    limits = Limits(TOKENS, frozenset(), stop_loops=False)
    took: list[tuple[float, float, float]] = []
    started = time.process_time()
    with torch.inference_mode():
        while len(took) <= ROUNDS and time.process_time() - started < LONGEST_S:
            begin = time.process_time()
            cache = language.new_cache()
            prefill(language, language.embed(ids), language.text_positions(0, PROMPT), cache, CancelToken())
            heard = time.process_time()
            one = _stream(session, cache, 1, limits)
            took.append((heard - begin, one, _stream(session, cache, 8, limits)))
    prefill_s, one, eight = (median(values) for values in zip(*(took[1:] or took), strict=True))
    return {
        "bytes": kept_bytes(language.decoder),
        "pack_s": engine.pack_s,
        "prefill_s": prefill_s,
        "tokens_per_s": one,
        "eight_per_s": eight,
    }


def _stream(session: Session, cache: Any, rows: int, limits: Limits) -> float:
    """Tokens a second of ``rows`` answers at once, after the first of each."""
    from quizglass.models.decoding.batch import Line

    came: list[float] = []
    lines = [Line(cache, PROMPT, [5, 6, 7], limits) for _ in range(rows)]
    session.say_together(lines, on_token=lambda *_: came.append(time.process_time()), cancel=CancelToken())
    return (len(came) - rows) / (came[-1] - came[rows - 1])


def one(named: str, folder: Path) -> dict[str, float]:
    """All of one format, in a process of its own."""
    call = [sys.executable, "-m", "quantization.measure", "--format", named, "--folder", str(folder)]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{named}: {done.stderr.strip().splitlines()[-1]}", file=sys.stderr)
        return {}
    found: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    print(named, found, file=sys.stderr, flush=True)
    return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--format", choices=FORMATS)
    parser.add_argument("--folder", type=Path)
    wanted = parser.parse_args()
    if wanted.format:
        print(json.dumps(quality(wanted.format) | speed(wanted.format, wanted.folder)))
        return
    base = SHAPES["qwen2-vl-2b"]
    text = base.text | {"num_hidden_layers": 4, "vocab_size": 8192}
    with tempfile.TemporaryDirectory() as folder:
        write_model(Path(folder), replace(base, text=text, vision=base.vision | {"depth": 1}), device="cpu")
        found = {named: one(named, Path(folder)) for named in FORMATS}
    plain = found["16 bit"]["bytes"]
    print("|", " | ".join(["format", *TITLES.values()]), "|")
    for named, values in found.items():
        if values:
            values["bytes_share"] = values["bytes"] / plain
            print("|", " | ".join([named, *(f"{values[name]:.4g}" for name in TITLES)]), "|", flush=True)


if __name__ == "__main__":
    main()
