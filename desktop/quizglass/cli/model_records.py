"""Models as lines for a person and as records for a script."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from quizglass.i18n import tr
from quizglass.models.installed import InstalledModel


def as_record(model: InstalledModel) -> dict[str, Any]:
    """What ``--json`` prints of a model."""
    return {
        "id": model.id,
        "name": model.name,
        "family": model.family,
        "quantization": model.quantization,
        "bytes": model.size_bytes,
        "path": None if model.path is None else str(model.path),
        "linked": model.linked,
        "licence": model.licence,
        "catalog_id": model.catalog_id,
        "repository": model.repository,
        "revision": model.revision,
    }


def print_installed(model: InstalledModel) -> None:
    """All about one model, a line a fact."""
    print_facts(
        [
            (tr("Id"), model.id),
            (tr("Name"), model.name),
            (tr("Family"), model.family),
            (tr("Precision of its files"), model.quantization or ("16 bit" if model.path else "")),
            (tr("Size"), size(model.size_bytes)),
            (tr("Folder"), str(model.path or "")),
            (tr("Licence"), model.licence),
            (tr("Repository"), model.repository),
            (tr("Revision"), model.revision),
        ]
    )


def print_facts(facts: Iterable[tuple[str, str]]) -> None:
    """Titles and values under one another; a fact without a value is left out."""
    known = [(title, value) for title, value in facts if value]
    widest = max(len(title) for title, _ in known)
    for title, value in known:
        print(f"{title:<{widest}}  {value}")


def print_table(rows: Iterable[tuple[str, ...]]) -> None:
    """Columns as wide as their widest cell; numbers would want the right side, and there is but one of them."""
    lines = list(rows)
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def size(size_bytes: int) -> str:
    """In units of 1000, as disks are sold; "" for none."""
    if not size_bytes:
        return ""
    return f"{size_bytes / 1e9:.1f} GB" if size_bytes >= 1e8 else f"{size_bytes / 1e6:.1f} MB"
