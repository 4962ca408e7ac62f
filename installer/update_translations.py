"""Bring ``resources/translations/ru.po`` up to date with the strings in the source.

Run after adding or changing visible words; then fill in the empty translations by hand.
"""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
KEYWORDS = {"tr": None, "N_": None, "trn": (1, 2), "trc": ((1, "c"), 2)}
PO = ROOT / "resources" / "translations" / "ru.po"


def template() -> Catalog:
    """All strings of the source, with the files (not the lines: those change too often) they stand in."""
    catalogue = Catalog(project="Quizglass", charset="utf-8")
    found = extract_from_dir(str(ROOT / "desktop" / "quizglass"), method_map=[("**.py", "python")], keywords=KEYWORDS)
    for file, _line, message, comments, context in found:
        catalogue.add(message, locations=[(file, 0)], auto_comments=comments, context=context)
    return catalogue


def main() -> None:
    old = Catalog(locale="ru", project="Quizglass", charset="utf-8")
    if PO.exists():
        with PO.open("rb") as file:
            old = read_po(file, locale="ru")
    old.update(template(), no_fuzzy_matching=True)
    old.obsolete.clear()
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, old, width=110, sort_output=True, include_lineno=False, ignore_obsolete=True)
    missing = [message.id for message in old if message.id and not all(_forms(message.string))]
    print(f"{len(old)} strings, {len(missing)} without a translation")


def _forms(translation: str | tuple[str, ...] | list[str] | None) -> tuple[str | None, ...]:
    return (translation,) if translation is None or isinstance(translation, str) else tuple(translation)


if __name__ == "__main__":
    main()
