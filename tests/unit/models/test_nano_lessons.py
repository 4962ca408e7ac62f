"""The nano model learns from exactly what the engine will show it and ask it."""

from __future__ import annotations

import random
from pathlib import Path

import pymupdf
import pytest
import torch
from nano_qwen2_vl.exercises import Exercise, box_text, exercises, make
from nano_qwen2_vl.pages import UNSEEN_WORDS, draw_card
from nano_qwen2_vl.sequences import sequences
from nano_qwen2_vl.shape import make as make_folder
from nano_qwen2_vl.teacher import Teacher
from nano_qwen2_vl.teaching import Optimizers
from nano_qwen2_vl.tower import cut, look

from quizglass.cancellation import CancelToken
from quizglass.models.boxes import parse_boxes
from quizglass.models.installed import InstalledModel
from quizglass.models.qwen2_vl.engine import Qwen2VLEngine
from quizglass.models.qwen2_vl.picture import prepare
from quizglass.pages import PageImage
from quizglass.settings import Quantization


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_folder(tmp_path_factory.mktemp("nano") / "Nano")


@pytest.fixture(scope="module")
def teacher(folder: Path) -> Teacher:
    return Teacher(folder)


@pytest.fixture
def batch(teacher: Teacher) -> list[Exercise]:
    return next(exercises(teacher.writer, random.Random(3), 3))


def engine_of(folder: Path) -> Qwen2VLEngine:
    model = InstalledModel("nano", "Nano", "qwen2_vl", folder)
    engine = Qwen2VLEngine(model, quantization=Quantization.BF16, device="cpu", dtype="float32")
    engine.load(lambda _: None, CancelToken())
    return engine


def page_image(exercise: Exercise) -> PageImage:
    height, width, _ = exercise.pixels.shape
    return PageImage(width, height, 3 * width, bytes(exercise.pixels.flatten().tolist()))


def test_pictures_are_cut_and_seen_as_the_engine_does_it(folder: Path, teacher: Teacher, batch: list[Exercise]) -> None:
    session = engine_of(folder)._session
    patches, grid = cut([exercise.pixels for exercise in batch])
    with torch.no_grad():
        _, features = look(teacher.model.model.visual, patches, grid)
        for number, exercise in enumerate(batch):
            picture = prepare(page_image(exercise), 10**6, session.loaded.image_processor)
            assert picture.grid.tolist() == [[1, *grid]]
            torch.testing.assert_close(picture.patches, patches[number])
            seen = session.loaded.model.model.visual(picture.patches, grid_thw=picture.grid).pooler_output
            torch.testing.assert_close(seen, features[number], atol=1e-5, rtol=1e-4)


def test_a_turn_among_others_is_scored_as_alone(teacher: Teacher, batch: list[Exercise]) -> None:
    height, width, _ = batch[0].pixels.shape
    rows, columns = height // 16, width // 16
    language = teacher.model.model.language_model
    with torch.no_grad():

        def hidden(turns: list) -> torch.Tensor:
            said = sequences([turns], teacher.writer, rows, columns)
            states = language(
                inputs_embeds=language.embed_tokens(said.ids),
                position_ids=said.positions,
                attention_mask=said.sees,
                use_cache=False,
            ).last_hidden_state
            return states[said.answers]

        turns = batch[0].turns
        alone = torch.cat([hidden([turn]) for turn in turns])
        torch.testing.assert_close(hidden(turns), alone, atol=1e-4, rtol=1e-4)


def test_boxes_are_written_as_they_are_read(teacher: Teacher) -> None:
    chance = random.Random(4)
    cards = [card for card in (draw_card(chance) for _ in range(30)) if card.items]
    for card in cards:
        for item in card.items:
            (box,) = parse_boxes(box_text(card, item))
            exact = [1000 * place for place in item.on(card.size).as_tuple()]
            assert all(abs(written - place) <= 5.01 for written, place in zip(box, exact, strict=True))
            ids = teacher.writer.text(box_text(card, item))
            assert len(ids) == 6, "a coordinate is one token"


def test_letters_are_where_the_ink_is(teacher: Teacher) -> None:
    """A patch that is said to show a letter lies on ink, or on the rim of a letter."""
    chance = random.Random(5)
    with pymupdf.open() as document:
        made = [make(document, draw_card(chance), teacher.writer, chance) for _ in range(40)]
    darkest = torch.cat([cut([exercise.pixels])[0][0].amin(dim=-1) for exercise in made])
    lettered = torch.cat([exercise.sight.letters for exercise in made]) > 0
    assert (darkest[lettered] < -0.5).float().mean() > 0.75
    assert (darkest[~lettered] < -0.5).float().mean() < 0.1


def test_words_kept_for_measuring_are_not_learnt(teacher: Teacher) -> None:
    chance = random.Random(6)
    drawn = {item.text for _ in range(400) for item in draw_card(chance).items}
    assert not drawn & UNSEEN_WORDS
    assert len(drawn) > 300


def test_a_few_steps_lower_the_losses(folder: Path) -> None:
    torch.manual_seed(1)
    pupil = Teacher(folder)
    lesson = next(exercises(pupil.writer, random.Random(8), 4))
    optimizers = Optimizers(pupil)
    before = [float(loss.detach()) for loss in pupil.losses(lesson)]
    for _ in range(8):
        answers, sight = pupil.losses(lesson)
        (answers + sight).backward()
        optimizers.step(pupil.weights, 0.5)
    after = [float(loss.detach()) for loss in pupil.losses(lesson)]
    assert after[0] < 0.7 * before[0]
    assert after[1] < 0.8 * before[1]
