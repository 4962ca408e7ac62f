"""Labels that a picture's reader got wrong still label their values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from quizglass.models.engine import Reply, View

SLIP = """
Harbour 0ffice                                Recelpt of Deposit

Deposltor:        Marta Hollis
Vesse1:           Blue Heron
Reqistration No.  20417
Arnval date:      12/O4/2015
Received:         17/04/2015
"""
QUESTIONS = """
Who is the depositor? Marta Hollis
What is the registration number? 20417
Which vessel is it? Blue Heron
On what date was it received? 17/04/2015
"""


@pytest.mark.parametrize("line", QUESTIONS.strip().splitlines())
def test_reads_labels_with_wrong_letters(typed: Callable[[str], View], ask: Callable[..., Reply], line: str) -> None:
    question, wanted = line.split("? ")
    view = typed(SLIP)
    read = replace(view, words=tuple(replace(word, source="ocr") for word in view.words))
    assert ask(read, question + "?").text == wanted
