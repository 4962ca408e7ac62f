"""When a model's reply means that the page does not tell, and what is taken off an answer."""

from __future__ import annotations

import pytest

from quizglass.answering.replies import plain_answer, says_not_found


@pytest.mark.parametrize(
    "reply",
    [
        "NOT FOUND",
        "Not found.",
        "**NOT FOUND**",
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
