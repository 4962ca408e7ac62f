"""One thing asked in many ways: telegraphic, polite, with a reason before it, misspelt, shouted, without a question."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quizglass.models.builtin_reader.head_noun import head_kind
from quizglass.models.builtin_reader.plain_asking import plainly
from quizglass.models.builtin_reader.question_words import AnswerKind
from quizglass.models.engine import Reply, View

RECEIPT = """
        Copper Kettle Trading Sdn Bhd
        No. 12, Jalan Melur 3
        43650 Bandar Bangi, Selangor
        Tel: 03-8925 0000
        GST ID: 000111222333

      Date: 21/02/2018   10:14
2 Tea towel             12.00
1 Kettle                48.90

Subtotal                60.90
GST 6%                   3.65
TOTAL                   64.55
CASH                    70.00
CHANGE                   5.45
Thank you, please come again
"""
SHOP, PLACE, DAY, SUM = "Copper Kettle Trading Sdn Bhd", "Jalan Melur", "21/02/2018", "64.55"
RECEIPT_QUESTIONS = (
    ("vendor name 4 bookkeeping", SHOP),
    ("Whose receipt is this?", SHOP),
    ("Who got paid?", SHOP),
    ("From whom was the kettle bought?", SHOP),
    ("I'm sorting petty cash slips - which outlet was it?", SHOP),
    ("LEGAL ENTITY THAT ISSUED IT", SHOP),
    ("addr of seller pls", PLACE),
    ("Where is this place?", PLACE),
    ("I would like to write to them, so where is the store situated?", PLACE),
    ("registered office of the business", PLACE),
    ("txn dt", DAY),
    ("For my expense claim: on which calendar day was the money spent?", DAY),
    ("When did the purchase happen?", DAY),
    ("day of sale", DAY),
    ("ttl amt?", SUM),
    ("what's the damage", SUM),
    ("What figure do I enter as the expense?", SUM),
    ("Could you kindly let me know what must be paid altogether", SUM),
)

ORDER = """
Order 77120                                  Sunrise Broadcasting
Advertiser          Friends of Ada Quill     Agency          Harbor Media
Flight Dates        03/02/20 - 03/22/20      Contract Year   2020

Week      Spots    Rate         Gross
Week 1    10       $40.00       $400.00
Week 2    12       $40.00       $480.00

Gross Total                     $880.00
Agency Commission               $132.00
Net Total                       $748.00
"""
ORDER_QUESTIONS = (
    ("When does the campaign kick off?", "03/02/20"),
    ("first air date", "03/02/20"),
    ("I need the day on which the spots begin airing", "03/02/20"),
    ("When does the campaign wrap up?", "03/22/20"),
    ("last day of broadcast", "03/22/20"),
    ("campaign period: to?", "03/22/20"),
    ("Whose ads are these?", "Friends of Ada Quill"),
    ("Which committee placed the ads", "Friends of Ada Quill"),
    ("GROSS AMT", "$880.00"),
    ("What does the entire buy cost before commission?", "$880.00"),
)


@pytest.mark.parametrize(("question", "wanted"), RECEIPT_QUESTIONS)
def test_a_receipt_answers_however_it_is_asked(
    typed: Callable[[str], View], ask: Callable[..., Reply], question: str, wanted: str
) -> None:
    assert wanted in ask(typed(RECEIPT), question).text


@pytest.mark.parametrize(("question", "wanted"), ORDER_QUESTIONS)
def test_an_order_of_advertising_answers_however_it_is_asked(
    typed: Callable[[str], View], ask: Callable[..., Reply], question: str, wanted: str
) -> None:
    assert ask(typed(ORDER), question).text == wanted


@pytest.mark.parametrize("question", ["passport no", "When does the warranty run out?", "name of the bride", "seat #"])
def test_what_the_receipt_has_not_is_not_answered(
    typed: Callable[[str], View], ask: Callable[..., Reply], question: str
) -> None:
    assert not ask(typed(RECEIPT), question).found


@pytest.mark.parametrize(
    ("asked", "plain"),
    [
        ("hi, could you please tell me the invoice date?", "the invoice date?"),
        ("i'm doing the books - which shop was it?", "which shop was it?"),
        ("inv no", "invoice no"),
        ("for our records: what is the amt due", "what is the amount due"),
        ("the seller's name as printed on the receipt", "the seller's name"),
        ("please", "please"),
        ('what is "amt" for "inv"?', 'what is "amt" for "inv"?'),
        ("подскажите, пожалуйста, номер договора", "номер договора"),
    ],
)
def test_what_is_said_around_a_question_is_taken_off(asked: str, plain: str) -> None:
    assert plainly(asked) == plain


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        ("when was the total paid", AnswerKind.DATE),
        ("date of the order number 5", AnswerKind.DATE),
        ("which number does the invoice of 4 may have", AnswerKind.IDENTIFIER),
        ("whose number is it", AnswerKind.IDENTIFIER),
        ("how much does it weigh", AnswerKind.QUANTITY),
        ("gross weight", AnswerKind.QUANTITY),
        ("how many dollars", AnswerKind.MONEY),
        ("seller's address", AnswerKind.ADDRESS),
        ("why", None),
    ],
)
def test_the_shape_of_a_question_tells_its_kind(asked: str, kind: AnswerKind | None) -> None:
    assert head_kind(asked) is kind


STATEMENT = """
Statement of account
Tidewater Savings Bank                       Bank branch: Quay Street
Account holder     Ines Duarte               Period    01/02/2021 - 28/02/2021
"""


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Which bank is it?", "Tidewater Savings Bank"),
        ("please tell me what bank issued the statement", "Tidewater Savings Bank"),
        ("Which court is it?", ""),
    ],
)
def test_a_house_is_known_by_a_name_that_says_what_it_is(
    typed: Callable[[str], View], ask: Callable[..., Reply], question: str, wanted: str
) -> None:
    assert ask(typed(STATEMENT), question).text == wanted


@pytest.mark.parametrize("question", ["What is the GST amount?", "subtotal", "How much change was given?", "cash paid"])
def test_other_sums_of_a_receipt_are_not_taken_for_the_total(
    typed: Callable[[str], View], ask: Callable[..., Reply], question: str
) -> None:
    assert ask(typed(RECEIPT), question).text != SUM


INVOICE = """
Pell & Marrow Stationers Ltd                              TAX INVOICE
40 Bridge Street, Perth PH1 5AB
Tel 01738 555 0199

Invoice no.        PM-3381                 Invoice date     8 May 2023
Customer           Glen Isla School        Due date         7 June 2023

Description              Qty      Unit price     Amount
Exercise books           200      0.85           170.00
Chalk, white             12       2.10           25.20

Subtotal                                         195.20
VAT 20%                                          39.04
Total due                                        £234.24
"""


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("who do we have to pay", "Pell & Marrow Stationers Ltd"),
        ("who's been invoiced", "Glen Isla School"),
        ("pay by", "7 June 2023"),
        ("amt before vat", "195.20"),
        ("total to pay?", "234.24"),
        ("what do we have to transfer altogether", "234.24"),
        ("phone no of supplier", "01738 555 0199"),
    ],
)
def test_paying_is_asked_by_whom_when_and_how_much(
    typed: Callable[[str], View], ask: Callable[..., Reply], question: str, wanted: str
) -> None:
    assert wanted in ask(typed(INVOICE), question).text
