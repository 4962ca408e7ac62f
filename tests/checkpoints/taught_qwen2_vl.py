"""Teaches a tiny Qwen2-VL a handful of questions about the sample documents, in seconds on a processor.

    python tests/checkpoints/taught_qwen2_vl.py FOLDER

The same question has different answers on different pictures, so the picture is needed to answer. What it was not
taught it cannot know: this proves the path from folder to highlight, not the reading.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pymupdf
import torch

from quizglass.cancellation import CancelToken
from quizglass.geometry import WHOLE_PAGE, PageRect, Size
from quizglass.models.installed import InstalledModel
from quizglass.models.qwen2_vl.engine import Qwen2VLEngine
from quizglass.models.qwen2_vl.picture import Picture, prepare
from quizglass.models.qwen2_vl.positions import prefix_positions
from quizglass.models.qwen2_vl.prompt import BOX_END, BOX_START, TURN_END
from quizglass.models.vision_language.session import Session
from quizglass.pages import PageImage
from quizglass.settings import Quantization

SAMPLES = Path(__file__).parents[2] / "resources" / "samples"
STEPS = 160
VARIANTS = 3
_IGNORED = -100


@dataclass(frozen=True)
class Lesson:
    """A question to a region of a sample's first page. ``box`` is what the answer points at, on the page."""

    sample: str
    region: PageRect
    question: str
    answer: str
    box: PageRect | None = None


TOTALS = PageRect(0.55, 0.50, 0.95, 0.60)
DATE_OF_LETTER = PageRect(0.13, 0.147, 0.258, 0.166)
LESSONS = (
    Lesson("invoice.pdf", TOTALS, "What is the total?", "GBP 2,286.60"),
    Lesson("invoice.pdf", TOTALS, "When was it signed?", "NOT FOUND"),
    Lesson("invoice.pdf", WHOLE_PAGE, "What is the invoice number?", "HB-2025-0417"),
    Lesson("invoice.pdf", WHOLE_PAGE, "Who is the seller?", "Hollis & Brandt Fittings Ltd."),
    Lesson("lease-ru.pdf", WHOLE_PAGE, "Когда подписан договор?", "17 февраля 2025 г."),
    Lesson("scanned-letter.pdf", WHOLE_PAGE, "When was it signed?", "9 October 1987", DATE_OF_LETTER),
    Lesson("scanned-letter.pdf", WHOLE_PAGE, "What is the total?", "1,750 pounds"),
)
PLACES = ((LESSONS[5], "9 October 1987"),)
"""Phrases to locate: where the lesson's box is."""


def draw(sample: str, region: PageRect, width: int, height: int) -> PageImage:
    with pymupdf.open(SAMPLES / sample) as document:
        page = document[0]
        clip = pymupdf.Rect(*region.to_size(Size(page.rect.width, page.rect.height)))
        scale = pymupdf.Matrix(width / clip.width, height / clip.height)
        pixels = page.get_pixmap(matrix=scale, clip=clip, alpha=False)
        return PageImage(pixels.width, pixels.height, pixels.stride, pixels.samples)


def teach(folder: Path, *, steps: int = STEPS, seed: int = 3) -> float:
    """Train the checkpoint in ``folder`` and save it there; the last loss."""
    state, threads = torch.random.get_rng_state(), torch.get_num_threads()
    torch.manual_seed(seed)
    torch.set_num_threads(1)  # so small that waiting for each other costs more than it gains
    engine = Qwen2VLEngine(
        InstalledModel("pupil", "Pupil", "qwen2_vl", folder),
        quantization=Quantization.BF16,
        device="cpu",
        dtype="float32",
    )
    engine.load(lambda _: None, CancelToken())
    session = engine._session
    pupils = [Exercise.of(session, engine, lesson, place) for lesson, place in _exercises()]
    language = session.loaded.model.model.language_model
    merger = session.loaded.model.model.visual.merger
    trained = [*language.parameters(), *merger.parameters(), *session.loaded.model.lm_head.parameters()]
    for weight in trained:
        weight.requires_grad_(True)
    optimizer = torch.optim.AdamW(trained, lr=2e-3, weight_decay=0.0)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 4e-3, total_steps=steps)
    last = 0.0
    for step in range(steps):
        with _as_if_quantized(language.layers):
            embeddings, positions, labels = _batch(session, pupils, step)
            hidden = language(inputs_embeds=embeddings, position_ids=positions, use_cache=False).last_hidden_state
            scores = session.loaded.model.lm_head(hidden[:, :-1]).flatten(0, 1)
            loss = torch.nn.functional.cross_entropy(scores, labels[:, 1:].flatten(), ignore_index=_IGNORED)
            optimizer.zero_grad()
            loss.backward()
        optimizer.step()
        schedule.step()
        last = loss.item()
    session.loaded.model.save_pretrained(folder)
    torch.random.set_rng_state(state)
    torch.set_num_threads(threads)
    return last


@contextmanager
def _as_if_quantized(layers: torch.nn.Module) -> Iterator[None]:
    """Noise of the size that 4 bits make, so that what is learnt survives them."""
    weights = [weight for weight in layers.parameters() if weight.ndim == 2]
    noise = [torch.randn_like(weight) * weight.detach().std() * 0.1 for weight in weights]
    with torch.no_grad():
        torch._foreach_add_(weights, noise)
    yield
    with torch.no_grad():
        torch._foreach_sub_(weights, noise)


@dataclass
class Exercise:
    """One sequence: variants of what the blocks of the tower see, and the ids before and after the picture."""

    seen: list[torch.Tensor]
    picture: Picture
    before: list[int]
    after: list[int]
    answer: list[int]

    @classmethod
    def of(cls, session: Session, engine: Qwen2VLEngine, lesson: Lesson, place: str | None) -> Exercise:
        size = Size(595 * lesson.region.width, 842 * lesson.region.height)
        image = draw(lesson.sample, lesson.region, *engine.image_size(size))
        picture = prepare(image, 10**6, session.loaded.image_processor)
        writer = session.writer
        end = [writer.marks[TURN_END]]
        if place is None:
            asked, answer = writer.question(lesson.question), writer.text(lesson.answer)
            if lesson.box:
                answer += [writer.marks[BOX_START], *writer.text(_box(lesson)), writer.marks[BOX_END]]
        else:
            asked = writer.where(place)
            answer = [*writer.text(_box(lesson)[1:]), writer.marks[BOX_END]]
        seen = [_see(session, picture, noise) for noise in (0.0, *[0.1] * (VARIANTS - 1))]
        return cls(seen, picture, writer.before_picture(), writer.after_picture() + asked, answer + end)


def _exercises() -> list[tuple[Lesson, str | None]]:
    return [*((lesson, None) for lesson in LESSONS), *PLACES]


def _box(lesson: Lesson) -> str:
    assert lesson.box
    x0, y0, x1, y1 = lesson.box.inside(lesson.region).to_grid()
    return f"({x0},{y0}),({x1},{y1})"


def _see(session: Session, picture: Picture, noise: float) -> torch.Tensor:
    """What comes out of the tower's blocks, which are not trained: once is enough."""
    patches = picture.patches + noise * torch.randn_like(picture.patches)
    with torch.no_grad():
        seen: torch.Tensor = session.loaded.model.model.visual(patches, grid_thw=picture.grid).last_hidden_state
    return seen


def _batch(session: Session, pupils: list[Exercise], step: int) -> tuple[Any, Any, Any]:
    """All exercises, padded on the right, where a causal model does not look."""
    embed = session.loaded.model.model.language_model.embed_tokens
    length = max(len(p.before) + p.picture.tokens + len(p.after) + len(p.answer) for p in pupils)
    embeddings, positions, labels = [], [], []
    for number, pupil in enumerate(pupils):
        tail = pupil.after + pupil.answer
        seen = session.loaded.model.model.visual.merger(pupil.seen[(step + number) % len(pupil.seen)])
        row = torch.cat([embed(torch.tensor(pupil.before)), seen, embed(torch.tensor(tail))])
        missing = length - len(row)
        embeddings.append(torch.nn.functional.pad(row, (0, 0, 0, missing)))
        after = len(tail) + missing
        positions.append(prefix_positions(len(pupil.before), pupil.picture.rows, pupil.picture.columns, after)[0])
        asked = len(row) - len(pupil.answer)
        labels.append(torch.tensor([_IGNORED] * asked + pupil.answer + [_IGNORED] * missing))
    return torch.stack(embeddings), torch.cat(positions, dim=1), torch.stack(labels)


if __name__ == "__main__":
    import importlib

    sys.path.insert(0, str(Path(__file__).parent))
    target = Path(sys.argv[1])
    importlib.import_module("qwen2_vl").make(target, most_image_tokens=64)
    print(f"{target}: loss {teach(target):.4f}")
