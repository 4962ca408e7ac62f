"""Questions that many documents are asked, ready to be put."""

from __future__ import annotations

from typing import Final

from quizglass.i18n import N_

FOR_ANY_READER: Final = (
    N_("What is the total?"),
    N_("What is the date?"),
    N_("Who is it from?"),
    N_("Who is it for?"),
    N_("What is the number of the document?"),
    N_("When is it due?"),
)
"""Answered by a quote from the page."""

FOR_MODELS: Final = (
    N_("Summarise this in a few sentences."),
    N_("Explain this in plain words."),
    N_("Read out the text."),
    N_("Write out the table."),
    N_("Translate this into English."),
    N_("Translate this into Russian."),
)
"""Need a model that writes."""
