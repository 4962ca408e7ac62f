"""Which page a question is about."""

from __future__ import annotations

from quizglass.geometry import WHOLE_PAGE
from quizglass.pages import Word
from quizglass.text.ranking import PageIndex


def page(text: str) -> tuple[Word, ...]:
    return tuple(Word(word, WHOLE_PAGE, 0, 0) for word in text.split())


PAGES = [
    page("Общие положения договора. Предмет договора и его действие."),
    page("Арендная плата составляет 54 000 рублей в месяц."),
    page("Реквизиты сторон: покупатель, продавец, подписи."),
    page("The tenant pays the rent monthly. Deposit is two months' rent."),
]


def test_the_page_with_the_rare_words_comes_first_in_any_form() -> None:
    assert PageIndex(PAGES).rank("Какова арендная плата?")[0][0] == 1
    assert PageIndex(PAGES).rank("What rent does the tenant pay?")[0][0] == 3


def test_related_labels_count() -> None:
    assert PageIndex(PAGES).rank("Кто заказчик?")[0][0] == 2


def test_all_pages_come_back_and_strangers_score_nothing() -> None:
    ranked = PageIndex(PAGES).rank("zebra")
    assert [number for number, _ in ranked] == [0, 1, 2, 3]
    assert all(score == 0 for _, score in ranked)
    assert PageIndex([]).rank("anything") == []
