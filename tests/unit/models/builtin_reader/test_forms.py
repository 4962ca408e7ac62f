"""Forms and contracts: numbered fields, values beside and below their labels, columns, clauses."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quizglass.models.engine import Reply, View

PERMIT = """
Filed with the Harbour Office Unit03/17/20159:12:44 AM
City of Westhaven                             Form exp. June 30, 2018
                                              Application for a Mooring Permit

INSTRUCTIONS. Every owner of a vessel that stays in the harbour for longer than two days must file this application with
the office before the vessel arrives, unless the harbour master has given leave to stay without one

1. Name                                       2. Permit No.
Hollis, Marta                                 20417
3. Home Address(es)                           4. Business Address(es)
                                              12 Quay Street
                                              Westhaven 9041
5. Occupation Shipwright

6. What is the name and address of the insurer?
Name Blue Anchor Mutual                       Address 5 Mill Lane
7. Length of the vessel, m                    8. Home port
11.4                                          Port Ellis
9. Remarks
None
"""
PERMIT_QUESTIONS = """
What is the full name of the person filing this form? Hollis, Marta
Who completed this application? Hollis, Marta
What is the name of the person submitting the form? Hollis, Marta
What is the permit number? 20417
On what date was the form filed with the Harbour Office Unit? 03/17/2015
What is the occupation? Shipwright
What is the business address? 12 Quay Street Westhaven 9041
What is the passport number? -
"""


ORDER = """
Coastline Radio Group                                        BROADCAST ORDER
Order / Rev      88214 / 2                                   Alt Order #      WX-771902
Client           Citizens for Clean Rivers                   Agency           Brightwater Media
Flight Dates     03/02/20 - 03/15/20                         Product          Spring awareness
Contact          Lee Fong                                    Sales Office     Denver

#   Station   Start      End        Time          Spots     Rate        Amount
1   KCRR-FM   03/02/20   03/08/20   6a-10a        12        $85.00      $1,020.00
2   KCRR-FM   03/09/20   03/15/20   3p-7p         10        $95.00      $950.00

Totals                                            22                    Gross   $1,970.00
                                                                        Net     $1,674.50
"""
ORDER_QUESTIONS = """
Who is the advertiser? Citizens for Clean Rivers
On whose behalf are the spots aired? Citizens for Clean Rivers
Which agency placed the order? Brightwater Media
When does the flight begin? 03/02/20
Could you tell me the last day of the order period? 03/15/20
flight end? 03/15/20
How much gross for the whole order, please? $1,970.00
What is the order number? 88214
What is the passport number? -
"""

CONTRACT = """
                              SERVICE AGREEMENT
                              Agreement No. SA-2201

This Agreement is made on 4 May 2021 between Alder Software Ltd, of 9 Castle Row, York YO1 7HH
("the Supplier"), and Penrose Clinic ("the Client").

1. Term. The Agreement begins on 1 June 2021 and ends on 31 May 2023 unless it is ended earlier.
2. Fee. The Client shall pay the Supplier a monthly fee of £1,450.00, due on the fifth day of each month.
3. Deposit. The Client has paid a deposit of £2,900.00.

Signed for the Supplier                       Signed for the Client
Nora Whitfield                                Imran Sayed
"""
CONTRACT_QUESTIONS = """
What is the agreement number? SA-2201
Who is the supplier? Alder Software Ltd
Who's the client, please? Penrose Clinic
When does the agreement start? 1 June 2021
Until when is the agreement valid? 31 May 2023
How much is the monthly fee? £1,450.00
What is the amount of the deposit? £2,900.00
What is the IBAN? -
"""
PAGES = [(PERMIT, PERMIT_QUESTIONS), (ORDER, ORDER_QUESTIONS), (CONTRACT, CONTRACT_QUESTIONS)]
CASES = [
    pytest.param(page, *line.split("? "), id=line)
    for page, questions in PAGES
    for line in questions.strip().splitlines()
]


@pytest.mark.parametrize(("page", "question", "wanted"), CASES)
def test_answers_from_the_fields_and_clauses(
    typed: Callable[[str], View], ask: Callable[..., Reply], page: str, question: str, wanted: str
) -> None:
    reply = ask(typed(page), question + "?")
    assert reply.text == ("" if wanted == "-" else wanted)
