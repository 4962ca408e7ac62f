"""Papers of everyday life, asked about in words that they do not print: bills, payslips, tickets, forms, court orders.

A page is drawn as it stands here. Each line of questions holds what the answer must hold, "-" where there is none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from quizglass.models.engine import Reply, View
from quizglass.text.folding import compact

ELECTRICITY_BILL = """
Northern Light & Power plc                           ELECTRICITY BILL
PO Box 88, Leeds LS1 4QQ

Account number        8500 2231 47                   Bill date       3 March 2024
Customer              Mrs Olive Tranter               Bill number     EB-771204
Supply address        9 Quarry Close, Otley LS21 3NN
Billing period        1 December 2023 to 29 February 2024
Meter number          S95K 01772
Tariff                Standard Variable

Previous reading      14 220 kWh
Present reading       15 087 kWh
Units used            867 kWh

Energy charges                         £242.76
Standing charge                        £48.10
VAT at 5%                              £14.54
Total due                              £305.40
Payment due by        24 March 2024

Questions? Call 0800 055 4411 or write to help@nlp-power.example
"""
ELECTRICITY_BILL_QUESTIONS = """
amt due? | £305.40
HOW MUCH DO I OWE | £305.40
Need the acct no | 8500 2231 47
customer acct number | 8500 2231 47
When do I have to pay at the latest? | 24 March 2024
when was the bill issued | 3 March 2024
till what date does the billing period run | 29 February 2024
How many units did they consume? | 867 kWh
consumption | 867 kWh
Last meter reading before this one? | 14 220
Which tariff are they on? | Standard Variable
how much is the tax | 14.54
Where is the electricity supplied? | 9 Quarry Close
fixed daily charge | 48.10
bill no | EB-771204
What is the name of the landlord? | -
expiry of passport | -
"""

ADMISSION = """
ST BRIGID'S HOSPITAL - PATIENT ADMISSION FORM

Patient name:        Harriet Coleman              Hospital no.:   H-402118
Date of birth:       17/08/1961                   Sex:            Female
Address:             3 Rowan Gardens, Galway
Telephone:           091 555 0147
Next of kin:         Tom Coleman (husband)
GP:                  Dr. Niamh Walsh
Date of admission:   02/11/2021
Date of discharge:   09/11/2021
Ward:                St Anne's
Diagnosis:           Fracture of left wrist
Allergies:           Penicillin
Consultant:          Mr. Aidan Burke
Weight:              68 kg
"""
ADMISSION_QUESTIONS = """
Who is the patient | Harriet Coleman
pt name | Harriet Coleman
DOB? | 17/08/1961
When was she born | 17/08/1961
When was the patient admitted? | 02/11/2021
discharge dt | 09/11/2021
When did she leave hospital | 09/11/2021
what is she allergic to | Penicillin
family doctor | Niamh Walsh
which ward | St Anne's
patient's phone no. | 091 555 0147
Where does the patient live? | 3 Rowan Gardens
hospital number | H-402118
how much does she weigh | 68 kg
which specialist | Aidan Burke
insurance policy number | -
blood pressure | -
invoice number | -
"""

PAYSLIP = """
Castle Engineering Ltd                                PAYSLIP
Employee        Jamal Rahman                          Pay date         28/02/2023
Employee no.    004471                                Tax period       11
NI number       QQ 12 34 56 C                         Tax code         1257L
Department      Assembly

Earnings                          Deductions
Basic salary       2,600.00       Income tax           310.40
Overtime           184.00         National insurance   208.12
                                  Pension              130.00
Gross pay          2,784.00       Total deductions     648.52

Net pay            2,135.48
"""
PAYSLIP_QUESTIONS = """
take-home pay | 2,135.48
gross wages | 2,784.00
Whose payslip is it? | Jamal Rahman
worker's name | Jamal Rahman
staff number | 004471
empl no | 004471
When were wages paid? | 28/02/2023
payday | 28/02/2023
how much income tax was withheld | 310.40
overtime amt | 184.00
tax code? | 1257L
sum of deductions | 648.52
bank account number | -
trade union | -
"""

TICKET = """
SKYLARK AIRWAYS                                   ELECTRONIC TICKET
Passenger          MARTA NOWAK
Booking reference  K7QX2P
Ticket number      812 2400567193
Flight             SK 482
From               Gdansk (GDN)                   To               Bergen (BGO)
Departure          14 JUL 2023 07:25              Arrival          14 JUL 2023 09:10
Seat               14C                            Gate             22
Class              Economy                        Baggage          23 kg
Fare               EUR 129.00
Taxes              EUR 34.60
Total              EUR 163.60
"""
TICKET_QUESTIONS = """
Who is travelling? | MARTA NOWAK
traveller name | MARTA NOWAK
pax | MARTA NOWAK
PNR | K7QX2P
reservation code | K7QX2P
flight no | SK 482
Where does she fly to | Bergen
destination | Bergen
landing date | 14 JUL 2023
seat no | 14C
price of the ticket all in | 163.60
How much are the taxes? | 34.60
travel class | Economy
hotel name | -
visa number | -
"""

CUSTOMS = """
CUSTOMS DECLARATION                                Declaration no.   23GB-0099183
Exporter           Tallis Ceramics Ltd, Stoke-on-Trent
Importer           Maison Verre SARL, Lyon
Country of origin  United Kingdom
Destination        France
Commodity code     6912 00 23
Description        Stoneware tableware
Number of packages 14
Gross weight       412 kg
Net weight         368 kg
Invoice value      GBP 6,920.00
Incoterms          DAP
Date of declaration  21.09.2023
Declarant          K. Hollis
"""
CUSTOMS_QUESTIONS = """
Who exports the goods? | Tallis Ceramics Ltd
sender | Tallis Ceramics Ltd
Who is importing | Maison Verre SARL
What country were they made in | United Kingdom
Where are the goods going? | France
HS code | 6912 00 23
tariff code of the goods | 6912 00 23
How many parcels | 14
net wt | 368 kg
gross wt | 412 kg
worth of the goods | 6,920.00
Who made the declaration? | K. Hollis
declaration number pls | 23GB-0099183
when was it declared | 21.09.2023
vessel name | -
driver's name | -
"""

COURT_ORDER = """
                     IN THE COUNTY COURT AT NORWICH
                                                       Claim No.  C04NR512
Claimant:      Broadland Marine Ltd
Defendant:     Ivan Petrossian

                     ORDER

Before District Judge Helen Carver sitting at Norwich on 6 February 2020.

IT IS ORDERED THAT
1. The Defendant shall pay the Claimant the sum of £8,315.20 by 5 March 2020.
2. The Defendant shall pay costs of £640.00.
3. The hearing listed for 20 April 2020 is vacated.

Dated 6 February 2020
"""
COURT_ORDER_QUESTIONS = """
case number | C04NR512
Who is suing? | Broadland Marine Ltd
plaintiff | Broadland Marine Ltd
Who is being sued | Ivan Petrossian
order date | 6 February 2020
claim no? | C04NR512
name of claimant's solicitor | -
jury verdict | -
"""

CERTIFICATE_RU = """
АО «Вектор-Плюс»
СПРАВКА № 318 от 14.06.2022

Выдана             Климова Ольга Юрьевна
Должность          ведущий бухгалтер
Принята на работу  03.09.2015
Оклад              78 500 руб.
Отдел              Бухгалтерия
Дата рождения      22.01.1984
Справка действительна до 14.07.2022

Генеральный директор                    Дроздов М. В.
"""
CERTIFICATE_RU_QUESTIONS = """
когда родилась | 22.01.1984
кем работает | ведущий бухгалтер
с какого числа работает | 03.09.2015
какая зарплата | 78 500
кто подписал | Дроздов
номер справки | 318
в каком отделе трудится | Бухгалтерия
номер телефона | -
семейное положение | -
"""

UTILITIES_RU = """
ООО «Тепловые сети»                            КВИТАНЦИЯ № 77-1203
ИНН 5404112233                                 за март 2023 г.

Лицевой счет        400512887
Плательщик          Сидоренко Игорь Павлович
Адрес               г. Новосибирск, ул. Лесная, д. 8, кв. 15
Площадь             54,3 кв. м
Отопление                         2 145,60
Горячая вода                      860,12
Пени                              12,40
Итого к оплате                    3 018,12
Оплатить до         10.04.2023
Телефон             (383) 222-14-15
"""
UTILITIES_RU_QUESTIONS = """
сколько платить | 3 018,12
л/с | 400512887
лицевой счёт какой | 400512887
Кто платит? | Сидоренко Игорь Павлович
за тепло сколько | 2 145,60
сколько начислили за отопление | 2 145,60
размер пени | 12,40
тел. | 222-14-15
номер квитанции | 77-1203
показания счетчика | -
номер паспорта | -
"""


def _cases(page: str, questions: str) -> Iterator[tuple[str, str, str]]:
    for line in questions.strip().splitlines():
        question, _, wanted = line.partition(" | ")
        yield page, question, wanted


CASES = (
    *_cases(ELECTRICITY_BILL, ELECTRICITY_BILL_QUESTIONS),
    *_cases(ADMISSION, ADMISSION_QUESTIONS),
    *_cases(PAYSLIP, PAYSLIP_QUESTIONS),
    *_cases(TICKET, TICKET_QUESTIONS),
    *_cases(CUSTOMS, CUSTOMS_QUESTIONS),
    *_cases(COURT_ORDER, COURT_ORDER_QUESTIONS),
    *_cases(CERTIFICATE_RU, CERTIFICATE_RU_QUESTIONS),
    *_cases(UTILITIES_RU, UTILITIES_RU_QUESTIONS),
)


@pytest.mark.parametrize(("page", "question", "wanted"), CASES, ids=[f"{case[1]} {case[2]}" for case in CASES])
def test_answers_in_words_that_the_paper_does_not_print(
    typed: Callable[[str], View], ask: Callable[..., Reply], page: str, question: str, wanted: str
) -> None:
    reply = ask(typed(page), question)

    if wanted == "-":
        assert not reply.found
    else:
        assert compact(wanted) in compact(reply.text)
