"""A report of a fault that one can read and send: versions, what was done, where it failed; no text of a document."""

from __future__ import annotations

import locale
import platform
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import quizglass
from quizglass.pages import DocumentInfo, DocumentSource

_PACKAGES = ("PySide6_Essentials", "PyMuPDF", "pillow", "torch", "transformers", "onnxruntime")


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known of the window when the report is made. ``names`` says whether files are named."""

    actions: Sequence[str] = ()
    documents: Sequence[tuple[DocumentSource, DocumentInfo]] = ()
    waiting_tabs: int = 0
    model: str = ""
    scale: float = 1.0
    names: bool = False


def report_of(traces: Sequence[str], situation: Situation) -> str:
    """In English, whatever the language of the window: others are to read it."""
    parts = [
        ("Program", _versions()),
        ("Window", _window(situation)),
        ("Open documents", [_document(*document, names=situation.names) for document in situation.documents]),
        ("Last actions", list(situation.actions)),
        ("What failed", list(traces)),
    ]
    return "\n".join("\n".join([f"{title}:", *(lines or ["none"]), ""]) for title, lines in parts)


def _versions() -> list[str]:
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    lines = [f"Quizglass {quizglass.__version__}", f"Python {sys.version.split()[0]}", system]
    for package in _PACKAGES:
        try:
            lines.append(f"{package} {metadata.version(package)}")
        except metadata.PackageNotFoundError:
            continue
    return lines


def _window(situation: Situation) -> list[str]:
    return [
        f"model {situation.model or 'none'}",
        f"scale {situation.scale:g}",
        f"encoding {locale.getpreferredencoding(False)}",
        f"tabs not opened yet: {situation.waiting_tabs}",
    ]


def _document(source: DocumentSource, info: DocumentInfo, *, names: bool) -> str:
    path = Path(source.path)
    kind = info.format or path.suffix or "unknown"
    locked = ", with a password" if source.password is not None else ""
    notes = f", {', '.join(info.notes)}" if info.notes else ""
    named = f": {path.name}" if names else ""
    return f"{kind}, {info.page_count} pages{locked}{notes}{named}"
