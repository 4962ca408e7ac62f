"""What a model is told, and when its reply means that the page does not tell."""

from __future__ import annotations

import pytest

from quizglass.answering.prompts import NOT_FOUND, plain_answer, prompt, says_not_found
from quizglass.models.engine import EngineKind


@pytest.mark.parametrize(
    "reply",
    [
        NOT_FOUND,
        "Not found.",
        "**NOT FOUND**",
        "not found on this page",
        "N/A",
        "Unanswerable",
        "",
        "  —  ",
        "The image does not contain this information.",
        "The page doesn’t mention a discount.",
        "I cannot find the answer in the document.",
        "There is no information about the delivery date in the text.",
        "The due date is not specified in the document.",
        "Не найдено.",
        "Ответ не найден",
        "На изображении нет информации о сроке.",
        "Документ не содержит этих сведений.",
        "В тексте не указано, кто платит.",
        "Невозможно определить по этому изображению ответ на вопрос.",
        "нет данных",
    ],
)
def test_replies_that_mean_it_is_not_there(reply: str) -> None:
    assert says_not_found(reply)


@pytest.mark.parametrize(
    "reply",
    [
        "1,481.40",
        "None of the parties may assign this agreement",
        "The tenant does not pay for repairs",
        "No",
        "Нет",
        "0",
        "Unknown Pleasures",
        "Арендатор не имеет права сдавать помещение",
        "Not later than 5 May",
        "Lost and Found Ltd",
        "отсутствуют права третьих лиц",
    ],
)
def test_answers_that_only_sound_like_it(reply: str) -> None:
    assert not says_not_found(reply)


def test_a_model_that_sees_is_told_to_answer_from_the_picture() -> None:
    told = prompt("What is the total?", EngineKind.VISION)
    assert told.endswith("What is the total?")
    assert NOT_FOUND in told
    assert "изображению" in prompt("Какая сумма?", EngineKind.VISION)


def test_the_language_of_the_answer_can_be_chosen() -> None:
    assert "по-русски" in prompt("What is the total?", EngineKind.VISION, "ru")
    assert "по-русски" not in prompt("Какая сумма?", EngineKind.VISION, "ru")


@pytest.mark.parametrize("kind", [EngineKind.READER, EngineKind.SPAN])
def test_engines_that_quote_get_the_bare_question(kind: EngineKind) -> None:
    assert prompt("What is the total?", kind) == "What is the total?"


@pytest.mark.parametrize(
    ("reply", "plain"),
    [
        ("Answer: 12", "12"),
        ("Ответ: «12 мая»", "12 мая"),
        ('"quoted"', "quoted"),
        ("**bold**", "bold"),
        ('"A" and "B"', '"A" and "B"'),
        ("the answer is - yes", "yes"),
        (" 12\n", "12"),
        ("'s", "'s"),
    ],
)
def test_wrapping_is_taken_off(reply: str, plain: str) -> None:
    assert plain_answer(reply) == plain
