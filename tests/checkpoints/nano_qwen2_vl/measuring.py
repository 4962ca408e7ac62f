"""Measures a nano model on sheets that it never saw, on the program's own way from a file to an answer.

python tests/checkpoints/nano_qwen2_vl/measuring.py FOLDER [--sheets 20] [--quantization bf16]
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import Counter
from pathlib import Path

from nano_qwen2_vl.sheets import A4, Placed, draw_sheet
from nano_qwen2_vl.vocabulary import NUMBER_QUESTIONS, WORD_QUESTIONS
from quizglass.answering.page_reader import DocumentPages
from quizglass.cancellation import CancelToken
from quizglass.documents.service import DocumentService
from quizglass.geometry import PageRect
from quizglass.models.engine import Ask, Engine, Glimpse, View
from quizglass.models.installed import InstalledModel
from quizglass.models.qwen2_vl.engine import Qwen2VLEngine
from quizglass.pages import DocumentSource
from quizglass.settings import Quantization

FIRST_SEED = 10_000_000
RIGHT = 0.5
"""The share of intersection over union from which on a box is right."""


class Score:
    """Counts what was right, of what."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.of: Counter[str] = Counter()
        self.wrong: list[tuple[str, str]] = []

    def add(self, what: str, *, right: bool) -> None:
        self.of[what] += 1
        self.right[what] += right

    def share(self, what: str) -> float:
        return self.right[what] / max(1, self.of[what])

    def lines(self) -> list[str]:
        return [f"{what:14} {self.right[what]:5} of {self.of[what]:5}  {self.share(what):7.2%}" for what in self.of]


def measure(engine: Engine, documents: DocumentService, folder: Path, sheets: int, *, unseen: bool = False) -> Score:
    """Ask for the number and for the word of each card of ``sheets`` sheets, turned each in its own way."""
    score = Score()
    pages = DocumentPages(documents)
    for sheet in range(sheets):
        chance = random.Random(FIRST_SEED + sheet)
        file = folder / f"sheet-{sheet}.pdf"
        for placed in draw_sheet(file, chance, unseen=unseen, turns=sheet % 4):
            glimpse = _look(engine, pages, DocumentSource(str(file)), placed)
            for number in (True, False):
                _ask(engine, glimpse, placed, number, chance, score)
    return score


def _look(engine: Engine, pages: DocumentPages, source: DocumentSource, placed: Placed) -> Glimpse:
    size = engine.image_size(placed.card.size)
    assert size
    picture = pages.picture(source, 0, placed.region, size, CancelToken())
    return engine.look(View(0, (), placed.region, picture, A4), CancelToken())


def _ask(engine: Engine, glimpse: Glimpse, placed: Placed, number: bool, chance: random.Random, score: Score) -> None:
    item = placed.card.find(number=number)
    place = placed.place_of(number=number)
    question = chance.choice(NUMBER_QUESTIONS if number else WORD_QUESTIONS)
    reply = engine.answer(glimpse, Ask(question), on_text=lambda _: None, cancel=CancelToken())
    wanted = item.text if item else ""
    score.add("exact", right=reply.text == wanted)
    if reply.text != wanted:
        score.wrong.append((wanted, reply.text))
    kind = ("number" if number else "word") if item else "not there"
    score.add(kind, right=reply.text == wanted)
    if item and place:
        score.add("box", right=_hits(reply.boxes, place))
        score.add("located", right=_hits(engine.locate(glimpse, item.text, CancelToken()), place))


def _hits(boxes: tuple[PageRect, ...], place: PageRect) -> bool:
    return len(boxes) == 1 and boxes[0].iou(place) >= RIGHT


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sheets", type=int, default=20)
    parser.add_argument("--quantization", default="bf16", choices=[each.value for each in Quantization])
    parser.add_argument("--unseen", action="store_true", help="only words that it did not learn with")
    wanted = parser.parse_args()
    engine = Qwen2VLEngine(
        InstalledModel("nano", "Nano", "qwen2_vl", wanted.folder),
        quantization=Quantization(wanted.quantization),
        device="cpu",
    )
    engine.load(lambda _: None, CancelToken())
    with DocumentService() as documents, tempfile.TemporaryDirectory() as folder:
        score = measure(engine, documents, Path(folder), wanted.sheets, unseen=wanted.unseen)
    print("\n".join(score.lines()))
    print("wrong:", ", ".join(f"{wanted or '-'}: {said or '-'}" for wanted, said in score.wrong[:20]))


if __name__ == "__main__":
    main()
