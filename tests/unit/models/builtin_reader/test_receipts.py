"""Receipts of several countries, as they are printed and as bad prints are read: the shop, where, when, how much."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quizglass.models.engine import Reply, View
from quizglass.text.folding import compact

UNITED_KINGDOM = """
            PAID
      Harrow & Finch
      LIMITED
      Unit 4, The Old Dairy
      18 Station Road
      Leeds LS1 4AP
      Tel: 0113 496 0000
      VAT Reg No: GB 123 4567 89

      Table 12           Covers 2
      14/03/2023   13:42

2 Soup of the day            11.00
1 Fish pie                   14.50
2 Coffee                      5.60

Subtotal                     31.10
Service charge 10%            3.11
T0TAL                       £34.21
CASH                         40.00
CHANGE                        5.79

VAT 20% incl. in total        5.70
Thank you, please come again
"""
GERMANY = """
        Backhaus Lindner GmbH
        Rosenstraße 14
        70173 Stuttgart
        Tel. 0711 5550123
        USt-IdNr. DE123456789

Brezel          3 x 0,85      2,55 A
Roggenbrot 1kg                4,20 A
Kaffee                        2,90 B

Zwischensumme                 9,65
Rabatt                       -0,65
SUMME EUR                     9,00
Bar                          10,00
Rückgeld                      1,00

MwSt 7%   netto 5,70   Steuer 0,40
Datum: 03.11.2022   Uhrzeit: 08:15
Vielen Dank
"""
SWITZERLAND = """
      Kiosk am See AG
      Seestrasse 5
      8002 Zürich
      CHE-123.456.789 MWST

      Beleg 00412  21.07.2021 17:05

Zeitung                  CHF   4.50
Wasser                   CHF   3.20

Total                    CHF   7.70
Maestro                  CHF   7.70
"""
POLAND = """
       Sklep Zielony Koszyk
       ul. Lipowa 7
       30-702 Kraków
       NIP 6790000000

       PARAGON FISKALNY
Chleb        1 x 4,99    4,99A
Maslo        2 x 7,50   15,00A

PTU A 5%                 0,95
SUMA PLN                19,99
GOTÓWKA                 50,00
RESZTA                  30,01
2022-05-18 10:22
"""
RUSSIA = """
           ООО "Лесной двор"
        г. Тверь, ул. Речная, д. 8
           ИНН 6900000000
            КАССОВЫЙ ЧЕК

Гвозди 100 мм            2 x 85.00 =170.00
Доска обрезная           1 x 640.00 =640.00

ИТОГ                                810.00
НАЛИЧНЫМИ                          1000.00
СДАЧА                               190.00
Кассир: Орлова         12.09.2021 15:47
"""
AMERICA = """
         CORNER PHARMACY
         2210 Maple Avenue
         Dayton, OH 45402
         (937) 555-0142

   06/21/2019   9:05 AM   Reg 2

COUGH SYRUP               8.99
BANDAGES                  4.49

SUBTOTAL                 13.48
TAX                       0.94
TOTAL
                        $14.42
VISA                    $14.42
     Return by 07/21/2019
"""
MALAYSIA = """
  3180499
     Seri Dagang
     SERI DAGANG (M) SDN. BHD.
     (123456-X)
     NO. 5, JALAN BUNGA 3,
     TAMAN MAJU JAYA,
     56100 KUALA LUMPUR
     TEL:03-55501234
     TAX INVOICE
Doc No.  CS0001        Date: 02/01/2018
Cashier  USER          Time:09:15
Total Qty:   3                   31.82
Total Sales (Excluding GST)      30.00
Rounding                          -0.02
Totai Sales (lnclusive of GST):  31.80
CASH                             50.00
Change                           18.20
GST SUMMARY    Amt(RM)   Tax(RM)
SR 6%          30.00      1.80
Total :        30.00      1.80
"""

FRANCE = """
     Boulangerie du Port SARL
     12 rue des Halles
     44000 Nantes
     SIRET 812 345 678 00012
     Tél. 02 40 00 00 00

  Ticket n° 2231   le 04/09/2020 à 12:31

Pain complet            2 x 1,90      3,80
Quiche                               4,50

Total HT                             7,87
TVA 5,5%                             0,43
TOTAL TTC                            8,30 €
CB                                   8,30 €
Merci de votre visite
"""
RESTAURANT = """
          The Copper Kettle
          301 Bay Street
          Savannah, GA 31401
          912-555-0177
   Server: Dana      Table 14
   11/23/2022  7:48 PM

1 Shrimp & grits           18.00
2 Iced tea                  6.00
Subtotal                   24.00
Tax                         1.68
Tip suggested 18%           4.32
Total                      25.68
Amount Tendered            30.00
Change Due                  4.32
"""
WITHOUT_CENTS = """
        Kissaten Hoshi Co., Ltd.
        1-5-2 Kanda, Chiyoda
        Tokyo 101-0047
        TEL 03-5555-0199
  2023/02/18  14:05
Coffee                     ¥450
Toast set                  ¥780
Subtotal                 ¥1,230
Tax                        ¥123
Total                    ¥1,353
Cash                     ¥2,000
Change                     ¥647
"""

PAGES = {
    "gb": (UNITED_KINGDOM, "Harrow & Finch LIMITED", "Unit 4, The Old Dairy 18 Station Road Leeds LS1 4AP"),
    "de": (GERMANY, "Backhaus Lindner GmbH", "Rosenstraße 14 70173 Stuttgart"),
    "ch": (SWITZERLAND, "Kiosk am See AG", "Seestrasse 5 8002 Zürich"),
    "pl": (POLAND, "Sklep Zielony Koszyk", "ul. Lipowa 7 30-702 Kraków"),
    "ru": (RUSSIA, 'ООО "Лесной двор"', "г. Тверь, ул. Речная, д. 8"),
    "us": (AMERICA, "CORNER PHARMACY", "2210 Maple Avenue Dayton, OH 45402"),
    "my": (MALAYSIA, "SERI DAGANG (M) SDN. BHD.", "NO. 5, JALAN BUNGA 3, TAMAN MAJU JAYA, 56100 KUALA LUMPUR"),
    "fr": (FRANCE, "Boulangerie du Port SARL", "12 rue des Halles 44000 Nantes"),
    "tip": (RESTAURANT, "The Copper Kettle", "301 Bay Street Savannah, GA 31401"),
    "jp": (WITHOUT_CENTS, "Kissaten Hoshi Co., Ltd.", "1-5-2 Kanda, Chiyoda Tokyo 101-0047"),
}
TOTALS = {
    "gb": "34.21",
    "de": "9,00",
    "ch": "7.70",
    "pl": "19,99",
    "ru": "810.00",
    "us": "14.42",
    "my": "31.80",
    "fr": "8,30",
    "tip": "25.68",
    "jp": "1,353",
}
DATES = {
    "gb": "14/03/2023",
    "de": "03.11.2022",
    "ch": "21.07.2021",
    "pl": "2022-05-18",
    "ru": "12.09.2021",
    "us": "06/21/2019",
    "my": "02/01/2018",
    "fr": "04/09/2020",
    "tip": "11/23/2022",
    "jp": "2023/02/18",
}


@pytest.fixture(params=PAGES)
def country(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize(
    "question",
    [
        "What is the company name?",
        "Which shop issued this receipt?",
        "Who is the merchant?",
        "В каком магазине куплено?",
    ],
)
def test_names_the_shop(typed: Callable[[str], View], ask: Callable[..., Reply], country: str, question: str) -> None:
    page, name, _ = PAGES[country]
    assert compact(ask(typed(page), question).text) == compact(name)


@pytest.mark.parametrize("question", ["What is the address?", "Where is the store located?", "Адрес магазина?"])
def test_gives_all_lines_of_its_address(
    typed: Callable[[str], View], ask: Callable[..., Reply], country: str, question: str
) -> None:
    page, _, address = PAGES[country]
    view = typed(page)
    reply = ask(view, question)
    assert compact(reply.text) == compact(address)
    assert compact(" ".join(view.words[w].text for w in reply.words)) == compact(address)


@pytest.mark.parametrize(
    "question",
    ["What is the total?", "How much was paid in total?", "What is the amount due?", "Сколько нужно заплатить?"],
)
def test_tells_the_sum_to_pay_among_the_others(
    typed: Callable[[str], View], ask: Callable[..., Reply], country: str, question: str
) -> None:
    assert ask(typed(PAGES[country][0]), question).text == TOTALS[country]


@pytest.mark.parametrize(
    "question", ["What is the date?", "When was the purchase made?", "On what day was this receipt issued?"]
)
def test_tells_the_day_of_the_purchase(
    typed: Callable[[str], View], ask: Callable[..., Reply], country: str, question: str
) -> None:
    assert ask(typed(PAGES[country][0]), question).text == DATES[country]


def test_the_tax_is_another_sum_than_the_total(typed: Callable[[str], View], ask: Callable[..., Reply]) -> None:
    assert ask(typed(AMERICA), "What is the tax?").text == "0.94"


@pytest.mark.parametrize("question", ["What is the IBAN of the seller?", "What is the expiry date of the warranty?"])
def test_what_a_receipt_does_not_tell_is_not_found(
    typed: Callable[[str], View], ask: Callable[..., Reply], country: str, question: str
) -> None:
    assert not ask(typed(PAGES[country][0]), question).found
