"""Compile ``resources/translations/*.po`` to ``.mo``. Run it after changing a translation."""

from __future__ import annotations

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

TRANSLATIONS = Path(__file__).parents[1] / "resources" / "translations"


def compile_all(folder: Path = TRANSLATIONS) -> list[Path]:
    """Write a ``.mo`` beside every ``.po`` of ``folder`` and give their paths."""
    written = []
    for po in sorted(folder.glob("*.po")):
        with po.open("rb") as source:
            catalogue = read_po(source, locale=po.stem)
        mo = po.with_suffix(".mo")
        with mo.open("wb") as target:
            write_mo(target, catalogue)
        written.append(mo)
    return written


if __name__ == "__main__":
    for path in compile_all():
        print(path.name)
