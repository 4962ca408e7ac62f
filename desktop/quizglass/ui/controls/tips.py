"""Texts of documents in tooltips: Qt would take them for markup where they look like it."""

from __future__ import annotations

from html import escape
from typing import Final

_LONGEST: Final = 1200


def plain_tip(text: str) -> str:
    """``text`` to be shown as it is, broken into lines where it is long, and cut where it is very long."""
    shown = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
    return f"<qt>{escape(shown).replace(chr(10), '<br>')}</qt>"
