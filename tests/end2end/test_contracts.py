"""Running text set by a typesetter, through the worker and the whole use case: contracts, a statement, an act."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from quizglass.answering.ask import ask
from quizglass.answering.page_reader import DocumentPages
from quizglass.answers import Question
from quizglass.cancellation import CancelToken
from quizglass.documents.service import DocumentService
from quizglass.models.builtin_reader.engine import BuiltinReader
from quizglass.pages import DocumentSource

LEASE = """<h1>Residential Lease Agreement</h1>
<p>This agreement is made on March 3, 2024 between Northgate Properties LLC ("Landlord") and Maria Delgado
("Tenant").</p>
<p>1. Premises. The Landlord leases to the Tenant the apartment located at 415 Willow Street, Apt 6, Portland,
OR 97205.</p><p>2. Term. The lease begins on April 1, 2024 and ends on March 31, 2025.</p>
<p>3. Rent. The Tenant shall pay $1,850 per month, due on the first day of each month. A late fee of $75 applies after
five days.</p><p>4. Security deposit. The Tenant has paid a deposit of $2,200, to be returned within 30 days after
move-out.</p><p>Signed: Daniel Kowalski, Property Manager</p>"""
STATEMENT = """<h2>First Harbor Bank</h2><p>Account statement</p><table>
<tr><td>Account holder:</td><td>J. P. Whitaker</td></tr><tr><td>Account number:</td><td>0042-118-9921</td></tr>
<tr><td>Opening balance:</td><td>4,310.22</td></tr><tr><td>Closing balance:</td><td>3,987.10</td></tr></table>
<table border=1><tr><td>Date</td><td>Description</td><td>Debit</td><td>Credit</td></tr>
<tr><td>03/07/2023</td><td>Grocery Mart</td><td>82.40</td><td></td></tr>
<tr><td>10/07/2023</td><td>Electric company</td><td>140.72</td><td></td></tr>
<tr><td>15/07/2023</td><td>Salary</td><td></td><td>2,100.00</td></tr></table>"""
ACT = """<p>АКТ № 77 от 12.05.2023</p><p>Исполнитель: ИП Соколова Анна Викторовна, ИНН 770312345678</p>
<p>Заказчик: ООО «Ромашка», ИНН 5001002003</p><table border=1>
<tr><td>Наименование работ</td><td>Кол-во</td><td>Цена</td><td>Сумма</td></tr>
<tr><td>Ремонт кровли</td><td>1</td><td>45 000,00</td><td>45 000,00</td></tr>
<tr><td>Вывоз мусора</td><td>3</td><td>2 500,00</td><td>7 500,00</td></tr></table><p>Итого: 52 500,00 руб.</p>"""

ASKED = [
    (LEASE, "Who is the landlord?", "Northgate Properties LLC"),
    (LEASE, "Who is the tenant?", "Maria Delgado"),
    (LEASE, "When does the lease start?", "April 1, 2024"),
    (LEASE, "When does the lease end?", "March 31, 2025"),
    (LEASE, "What is the monthly rent?", "$1,850"),
    (LEASE, "How much is the security deposit?", "$2,200"),
    (LEASE, "What is the late fee?", "$75"),
    (LEASE, "What is the address of the apartment?", "415 Willow Street, Apt 6, Portland, OR 97205"),
    (LEASE, "Who signed?", "Daniel Kowalski"),
    (LEASE, "When was the agreement made?", "March 3, 2024"),
    (LEASE, "What is the interest rate?", None),
    (STATEMENT, "What is the account number?", "0042-118-9921"),
    (STATEMENT, "Who is the account holder?", "J. P. Whitaker"),
    (STATEMENT, "What was the balance at the start?", "4,310.22"),
    (STATEMENT, "What is the debit for Electric company?", "140.72"),
    (STATEMENT, "When was the salary paid?", "15/07/2023"),
    (STATEMENT, "What is the tax?", None),
    (ACT, "Кто исполнитель?", "ИП Соколова Анна Викторовна"),
    (ACT, "Кто заказчик?", "ООО «Ромашка»"),
    (ACT, "Какая дата акта?", "12.05.2023"),
    (ACT, "Какова общая сумма?", "52 500,00"),
    (ACT, "Какой ИНН у заказчика?", "5001002003"),
    (ACT, "Сколько раз вывозили мусор?", "3"),
    (ACT, "Какой телефон исполнителя?", None),
    (ACT, "Какая итоговая сумма?", "52 500,00"),
    (ACT, "От кого это?", "Соколова Анна Викторовна"),
    (ACT, "Какой номер документа?", "77"),
]


@pytest.mark.parametrize(("html", "question", "answer"), ASKED, ids=[question for _, question, _ in ASKED])
def test_a_typeset_page_answers(
    documents: DocumentService, tmp_path: Path, html: str, question: str, answer: str | None
) -> None:
    path = tmp_path / "page.pdf"
    with pymupdf.open() as made:
        made.new_page(width=595, height=842).insert_htmlbox(pymupdf.Rect(50, 50, 545, 790), html)
        made.save(path)
    asked = Question(question, DocumentSource(str(path)), pages=(0,))
    found = ask(asked, BuiltinReader(), DocumentPages(documents), emit=lambda _: None, cancel=CancelToken())
    if answer is None:
        assert not found.found
    else:
        assert found.text is not None
        assert answer in found.text
        assert found.evidence
