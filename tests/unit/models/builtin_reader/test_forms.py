"""Forms of numbered fields: values beside and below their labels, several columns, instructions above."""

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


@pytest.mark.parametrize("line", PERMIT_QUESTIONS.strip().splitlines())
def test_answers_from_numbered_fields(typed: Callable[[str], View], ask: Callable[..., Reply], line: str) -> None:
    question, wanted = line.split("? ")
    reply = ask(typed(PERMIT), question + "?")
    assert reply.text == ("" if wanted == "-" else wanted)
