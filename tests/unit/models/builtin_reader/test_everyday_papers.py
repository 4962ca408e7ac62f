"""Papers of everyday life: a lease in sentences, a payslip in two columns, a hotel's receipt, a waybill."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quizglass.models.engine import Reply, View
from quizglass.text.folding import compact

LEASE = """
                    TENANCY AGREEMENT

This agreement is made on 9 May 2021 between Fernhill Homes Ltd ("the Landlord")
and Ms Carla Jensen ("the Tenant").
1. The term is eighteen months beginning on 1 June 2021.
2. The rent is £980 per month, payable in advance on the first day of each month.
3. Either party may end this agreement by giving six weeks' notice in writing.
"""
LEASE_QUESTIONS = """
Who is the tenant? Ms Carla Jensen
Who is the landlord? Fernhill Homes Ltd
How long is the term? eighteen months
How long is the notice period? six weeks
"""
PAYSLIP = """
Payslip                       Pay date     30/09/2022

Payments         Amount       Deductions             Amount
Basic pay        2,100.00     Income tax             241.20
Overtime         180.40       National insurance     160.75

Gross pay        2,280.40     Total deductions       401.95
                              NET PAY                1,878.45
"""
PAYSLIP_QUESTIONS = """
Gross pay? 2,280.40
How much went into the income tax? 241.20
What are the total deductions? 401.95
What is the net pay? 1,878.45
"""
HOTEL = """
      PENSION SEEBLICK
Hauptstr. 12, 88131 Lindau

4 nights x 85.00        340.00
Breakfast 8 x 9.50       76.00
TOTAL EUR               416.00
Paid by MASTERCARD ****1177
"""
HOTEL_QUESTIONS = """
How many nights? 4
How much did breakfast cost? 76.00
How was it paid? MASTERCARD ****1177
What is the total? 416.00
"""
WAYBILL = """
ТОВАРНАЯ НАКЛАДНАЯ № 77
Поставщик: ООО «Полюс», ИНН 7701234567
Адрес: 117105, г. Москва, Варшавское ш., д. 9
Грузополучатель: АО «Верфь», ИНН 7812345678

№   Наименование        Ед.   Кол-во   Цена
1   Болт М16            шт    300      18,40
2   Гайка М16           шт    450      6,10

В том числе НДС 20%        1 500,00
Итого                      9 000,00
"""
WAYBILL_QUESTIONS = """
Адрес поставщика? 117105, г. Москва, Варшавское ш., д. 9
Сколько НДС? 1 500,00
ИНН грузополучателя? 7812345678
Сколько гаек М16? 450
"""
UTILITY = """
NORTHERN WATER
Customer service 0800 123 4455

Bill date              14 March 2024
Amount due             £246.34
"""
UTILITY_QUESTIONS = """
How much do I have to pay? £246.34
Address of the customer? -
"""
PAPERS = (
    (LEASE, LEASE_QUESTIONS),
    (PAYSLIP, PAYSLIP_QUESTIONS),
    (HOTEL, HOTEL_QUESTIONS),
    (WAYBILL, WAYBILL_QUESTIONS),
    (UTILITY, UTILITY_QUESTIONS),
)
CASES = [
    pytest.param(paper, *line.split("? "), id=line)
    for paper, questions in PAPERS
    for line in questions.strip().splitlines()
]


@pytest.mark.parametrize(("paper", "question", "wanted"), CASES)
def test_everyday_papers(
    typed: Callable[[str], View], ask: Callable[..., Reply], paper: str, question: str, wanted: str
) -> None:
    reply = ask(typed(paper), question + "?")
    if wanted == "-":
        assert not reply.found
    else:
        assert reply.found
        assert compact(wanted) in compact(reply.text)
        assert len(reply.text) < len(wanted) + 12
