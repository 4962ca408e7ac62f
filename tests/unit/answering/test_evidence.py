"""Where an answer is printed: found in every usual print, and not lit where it is not."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

import pytest

from quizglass.answering.evidence import evidence_at, evidence_of_model, find_evidence
from quizglass.geometry import PageRect
from quizglass.pages import Word

PageOf = Callable[[str], Sequence[Word]]

INVOICE = """\
Acme Trading Ltd.            Invoice No. 2043-17
12 Harbour Road, Leith       Date: 01.03.2020
Item        Qty    Price     Amount
Paper       3      4.50      13.50
Toner       1      1,221.00  1,221.00
Subtotal                     1,234.50
VAT 20%                      246.90
Total                        1,481.40
Payment is due within thirty days of the invoice date by bank transfer only.
"""
LEASE = """\
Договор аренды № 5-А от «1» марта 2020 г.
Арендодатель передаёт, а Арендатор принима-
ет в аренду помещение площадью 45,7 кв. м
по адресу: г. Тверь, ул. Советская, д. 14.
Арендная плата составляет 1 234 567,80 руб. в месяц.
Срок аренды истекает 28.02.2023
"""


def lit(page: Sequence[Word], answer: str, **more: object) -> str | None:
    found = find_evidence(answer, 0, page, **more)  # type: ignore[arg-type]
    return found.text if found else None


@pytest.mark.parametrize(
    ("answer", "printed"),
    [
        ("12 Harbour Road, Leith", "12 Harbour Road, Leith"),
        ("12 HARBOUR ROAD LEITH", "12 Harbour Road, Leith"),
        ("12 Harbour  Road;Leith", "12 Harbour Road, Leith"),
        ("2043-17", "2043-17"),
        ("acme trading ltd", "Acme Trading Ltd."),
        ("March 1, 2020", "01.03.2020"),
        ("2020-03-01", "01.03.2020"),
        ("1 марта 2020 г.", "01.03.2020"),
        ("1481.40", "1,481.40"),
        ("1 481,40", "1,481.40"),
        ("$1,481.4", "1,481.40"),
        ("**246.90**", "246.90"),
        ("“thirty days”", "thirty days"),
    ],
)
def test_other_prints_of_the_same_are_found(page_of: PageOf, answer: str, printed: str) -> None:
    assert lit(page_of(INVOICE), answer) == printed


@pytest.mark.parametrize(
    ("answer", "printed"),
    [
        ("1 марта 2020 года", "«1» марта 2020 г."),
        ("2020-03-01", "«1» марта 2020 г."),
        ("March 1st, 2020", "«1» марта 2020 г."),
        ("передает, а Арендатор принимает", "передаёт, а Арендатор принима- ет"),
        ("45.7", "45,7"),
        ("1234567.8", "1 234 567,80"),
        ("1,234,567.80 руб.", "1 234 567,80 руб."),
        ("г.Тверь, ул.Советская, д.14", "г. Тверь, ул. Советская, д. 14."),
        ("28 февраля 2023", "28.02.2023"),
    ],
)
def test_russian_prints(page_of: PageOf, answer: str, printed: str) -> None:
    page = page_of(LEASE)
    found = lit(page, answer)
    assert found is not None
    assert found == printed or found in {printed.removesuffix(" руб."), printed.removesuffix(" г.")}


def test_composed_and_decomposed_letters_are_the_same(page_of: PageOf) -> None:
    page = page_of(unicodedata.normalize("NFD", "Новый йод стоит дорого"))
    assert lit(page, "новый йод") == unicodedata.normalize("NFD", "Новый йод")


def test_ligatures_are_their_letters(page_of: PageOf) -> None:
    assert lit(page_of("The ofﬁce is on the ﬁrst ﬂoor"), "first floor") == "ﬁrst ﬂoor"


def test_a_word_broken_at_the_end_of_a_line_gives_a_box_on_each(page_of: PageOf) -> None:
    found = find_evidence("Арендатор принимает в аренду", 2, page_of(LEASE))
    assert found is not None
    assert found.page == 2
    assert len(found.boxes) == 2
    assert found.boxes[0].y1 < found.boxes[1].y0


@pytest.mark.parametrize(
    ("answer", "page"),
    [
        ("15", "Price 1.5 each"),
        ("5", "Price 5.5 each"),
        ("500", "Sum 1,500 paid"),
        ("12", "In 2012 it was 120"),
        ("1234", "12        34"),
        ("cat", "The category"),
        ("2020-03-02", "Date 01.03.2020"),
        ("Quarterly payments by cheque", INVOICE),
        ("The tenant shall repaint every wall", INVOICE),
        ("The item of the invoice is paper within the amount", INVOICE),
        ("", INVOICE),
        (" — ", INVOICE),
        ("No", INVOICE),
        ("anything", ""),
    ],
)
def test_what_is_not_printed_is_not_lit(page_of: PageOf, answer: str, page: str) -> None:
    assert lit(page_of(page), answer) is None


@pytest.mark.parametrize(
    ("answer", "question", "printed"),
    [
        ("The total is $1,481.40.", "What is the total?", "1,481.40"),
        ("The total amount due comes to 1481.40", "How much is to be paid?", "1,481.40"),
        ("It must be paid within thirty days of the invoice date.", "When?", "within thirty days of the invoice date"),
        ("The invoice was issued by Acme Trading.", "Who issued it?", "Acme Trading"),
        ("They sell toner.", "What do they sell?", "Toner"),
    ],
)
def test_a_sentence_lights_what_it_quotes(page_of: PageOf, answer: str, question: str, printed: str) -> None:
    found = lit(page_of(INVOICE), answer, question=question)
    assert found is not None
    assert printed in found
    assert len(found) <= 2 * len(printed)


def test_an_inflected_sentence_lights_what_it_quotes(page_of: PageOf) -> None:
    answer = "Помещение находится по адресу: город Тверь, улица Советская, 14."
    found = lit(page_of(LEASE), answer, question="Где находится помещение?")
    assert found is not None
    assert "Тверь, ул. Советская" in found


def test_a_list_lights_each_item(page_of: PageOf) -> None:
    found = find_evidence("- Paper\n- Toner", 0, page_of(INVOICE))
    assert found is not None
    assert found.text == "Paper … Toner"
    assert len(found.boxes) == 2


def test_the_neighbouring_column_stays_dark(page_of: PageOf) -> None:
    page = page_of("Acme Trading      Invoice 12\n5 Main Street     Due soon\nSpringfield       Page one")
    assert lit(page, "Acme Trading, 5 Main Street, Springfield") == "Acme Trading … 5 Main Street … Springfield"
    assert lit(page, "It is Acme Trading in 5 Main Street") == "Acme Trading … 5 Main Street"


def test_less_than_half_of_a_quote_lights_nothing(page_of: PageOf) -> None:
    answer = "Payment is due when the buyer has inspected goods at the warehouse and signed an acceptance protocol."
    assert lit(page_of(INVOICE), answer) is None


def test_a_misprint_in_a_longer_quote_is_forgiven(page_of: PageOf) -> None:
    assert lit(page_of(INVOICE), "due withln thirty days") == "due within thirty days"


FORM = """\
Seller tax number   5500
Buyer tax number    7700
Amount              5500
"""


def test_of_several_places_the_one_in_the_region_is_lit(page_of: PageOf) -> None:
    page = page_of(FORM)
    lower = PageRect(0, 0.05, 1, 0.1)
    found = find_evidence("5500", 0, page, region=lower)
    assert found is not None
    assert found.boxes == (page[-1].box,)


def test_a_place_outside_the_region_is_the_nearest_one(page_of: PageOf) -> None:
    page = page_of(FORM)
    found = find_evidence("5500", 0, page, region=PageRect(0, 0.3, 1, 0.4))
    assert found is not None
    assert found.boxes == (page[-1].box,)


@pytest.mark.parametrize(("question", "index"), [("What is the amount?", -1), ("Tax number of the seller?", 3)])
def test_of_several_places_the_one_by_the_questions_words_is_lit(page_of: PageOf, question: str, index: int) -> None:
    page = page_of(FORM)
    found = find_evidence("5500", 0, page, question=question)
    assert found is not None
    assert found.boxes == (page[index].box,)


def test_a_models_box_decides_between_equal_places(page_of: PageOf) -> None:
    page = page_of(FORM)
    found = find_evidence("5500", 0, page, hints=[page[-1].box])
    assert found is not None
    assert (found.boxes, found.source) == ((page[-1].box,), "words")


@pytest.mark.parametrize(
    ("answer", "question", "printed"),
    [
        ("Yes", "Is it gluten free?", "Yes"),
        ("No", "Is it vegan?", "No"),
        ("No", "Does it fly?", None),
        ("3", "How many pieces are in the pack?", "3"),
        ("3", "How many legs has a stool?", None),
    ],
)
def test_short_answers_are_lit_only_beside_the_questions_words(
    page_of: PageOf, answer: str, question: str, printed: str | None
) -> None:
    page = page_of("Order No. 3 of 3\n\n\n\n\nGluten free  Yes\n\n\n\n\nVegan  No\n\n\n\n\nPieces in pack  3\n")
    assert lit(page, answer, question=question) == printed


def test_an_engines_own_words_are_lit_line_by_line(page_of: PageOf) -> None:
    page = page_of("a b c\nd e f")
    found = evidence_at([1, 2, 3, 5, 99, -1], 4, page)
    assert found is not None
    assert found.text == "b c d … f"
    assert len(found.boxes) == 3
    assert evidence_at([99], 0, page) is None


@pytest.mark.parametrize(
    ("box", "region", "kept"),
    [
        (PageRect(0.2, 0.2, 0.4, 0.3), None, PageRect(0.2, 0.2, 0.4, 0.3)),
        (PageRect(0.4, 0.4, 0.6, 0.6), PageRect(0, 0, 0.55, 1), PageRect(0.4, 0.4, 0.55, 0.6)),
        (PageRect(0.4, 0.4, 0.6, 0.6), PageRect(0, 0, 0.45, 1), None),
        (PageRect(0, 0, 1, 1), None, None),
        (PageRect(0.5, 0.5, 0.5, 0.6), None, None),
        (PageRect(0.5, 0.5, 0.501, 0.501), None, None),
        (PageRect(3, 3, 4, 4), None, None),
    ],
)
def test_a_models_box_must_be_believable(box: PageRect, region: PageRect | None, kept: PageRect | None) -> None:
    found = evidence_of_model([box], 0, region)
    assert (found.boxes if found else None) == ((kept,) if kept else None)
