"""When something was, as people say it."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QDate, QLocale, QTime

from quizglass.i18n import language, tr


def opened_when(moment: datetime, now: datetime) -> str:
    """The time today, "yesterday", else the date. Both are taken in the time zone of this computer."""
    there, here = moment.astimezone(), now.astimezone()
    locale = QLocale(language())
    if there.date() == here.date():
        return locale.toString(QTime(there.hour, there.minute), QLocale.FormatType.ShortFormat)
    if there.date() == here.date() - timedelta(days=1):
        return tr("Yesterday")
    shown = "d MMMM" if there.year == here.year else "d MMMM yyyy"
    return locale.toString(QDate(there.year, there.month, there.day), shown)
