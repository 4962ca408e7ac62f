"""Compile ``resources/translations/*.po`` to ``.mo``: a build hook of the package, and a command for developers.

Run as a script after changing a translation: ``python installer/compile_translations.py``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

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


class CompileTranslations(BuildHookInterface):  # type: ignore[type-arg]
    """Runs for wheels and editable installs alike."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's interface
        for mo in compile_all():
            build_data["artifacts"].append(str(mo.relative_to(self.root)))


if __name__ == "__main__":
    for path in compile_all():
        print(path.name)
