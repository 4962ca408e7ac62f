"""Sizes, precisions and languages in words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtCore import QLocale

from quizglass.i18n import language, tr
from quizglass.models.downloading.rate import DownloadProgress
from quizglass.settings import Quantization
from quizglass.ui.reading.duration import time_words

_SHOWN_LANGUAGES = 3
_BILLIONS = re.compile(r"(\d+(?:\.\d+)?) ?B")


def size_words(size_bytes: float) -> str:
    """In units of 1000, as disks are sold: ``4.4 GB``, ``35 MB``."""
    if size_bytes >= 1e8:
        return tr("{size} GB").format(size=number_words(size_bytes / 1e9))
    return tr("{size} MB").format(size=f"{size_bytes / 1e6:.0f}")


def number_words(number: float) -> str:
    """With one decimal, as the language of the window writes it."""
    return QLocale().toString(number, "f", 1)


def precision_words(precision: str) -> str:
    """Of a quantization as the catalogue or the settings name it."""
    words = {
        "nf4": tr("4 bit"),
        "awq": tr("4 bit"),
        Quantization.INT8: tr("8 bit"),
        Quantization.BF16: tr("16 bit"),
        "fp32": tr("32 bit"),
    }
    return words.get(precision, precision)


def parameter_words(parameters: str) -> str:
    """Of ``2.2 B`` in the catalogue; anything else stays as it is written there."""
    billions = _BILLIONS.fullmatch(parameters)
    if billions is None:
        return tr("{count} parameters").format(count=parameters)
    digits = len(billions[1].partition(".")[2])
    return tr("{count} billion parameters").format(count=QLocale().toString(float(billions[1]), "f", digits))


def language_words(codes: Iterable[str]) -> str:
    """``English, Russian, Chinese and 8 more``; those of the window first."""
    known = sorted(codes, key=lambda code: (code != language(), code not in {"en", "ru"}))
    names = [_language_name(code) for code in known]
    shown, more = names[:_SHOWN_LANGUAGES], len(names) - _SHOWN_LANGUAGES
    listed = ", ".join(shown)
    return tr("{languages} and {count} more").format(languages=listed, count=more) if more > 0 else listed


def progress_words(progress: DownloadProgress) -> str:
    """``1.2 GB of 4.4 GB · 12.5 MB/s · about 4 min``; "" before anything is known."""
    if not progress.total_bytes:
        return ""
    parts = [
        tr("{done} of {total}").format(done=size_words(progress.done_bytes), total=size_words(progress.total_bytes))
    ]
    if progress.seconds_left is not None:
        parts.append(tr("{megabytes} MB/s").format(megabytes=number_words(progress.bytes_per_s / 1e6)))
        parts.append(time_words(progress.seconds_left))
    return " · ".join(parts)


def _language_name(code: str) -> str:
    """What a language is called; its name in English where the table has none."""
    names = {
        "en": tr("English"),
        "ru": tr("Russian"),
        "zh": tr("Chinese"),
        "de": tr("German"),
        "fr": tr("French"),
        "es": tr("Spanish"),
        "it": tr("Italian"),
        "cs": tr("Czech"),
    }
    return names.get(code) or QLocale.languageToString(QLocale(code).language())
