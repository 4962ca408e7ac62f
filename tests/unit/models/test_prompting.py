from __future__ import annotations

import pytest

from quizglass.models.prompting import may_become_not_found, says_not_found, with_language


@pytest.mark.parametrize(
    "text",
    [
        "NOT FOUND", "Not found.", "not found in the document", "The answer is not in the picture.", "",
        "There is no such information in the document.", "No answer found.", "It is not mentioned.", "“”",
        "The information is not provided in this document.",
        "Не найдено", "не найдено.", "Ответ не найден.", "Не указано в документе", "В документе нет такой информации.",
        "Информация отсутствует", "Нет ответа.", "Такой информации нет.", "Данные не указаны.",
        "The document does not contain this information.", "Документ не содержит ответа.", "В тексте отсутствует ответ",
    ],
)  # fmt: skip
def test_refusals(text: str) -> None:
    assert says_not_found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Error 404: Not Found", "No", "No.", "Нет", "None of the parties", "not later than 5 May", "не позднее 5 мая",
        "Не указано иное, кроме случаев неисполнения", "The item was not found until 1987.", "1,750 pounds",
        "The document does not contain any signature",
    ],
)  # fmt: skip
def test_answers(text: str) -> None:
    assert not says_not_found(text)


def test_the_marker_is_held_back_only_while_it_can_come() -> None:
    assert all(may_become_not_found("NOT FOUND"[:n]) for n in range(10))
    assert may_become_not_found(" Not f")
    assert not may_become_not_found("Notice")
    assert not may_become_not_found("NOT FOUND in")


def test_the_wish_for_a_language_follows_the_question() -> None:
    assert with_language("Who?", "") == "Who?"
    assert with_language("Who?", "ru").startswith("Who?\n")
    assert with_language("Who?", "xx") == "Who?"
