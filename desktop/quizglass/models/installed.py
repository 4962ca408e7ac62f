"""A model that can be used: the built-in one, or a folder that was imported."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from quizglass.i18n import N_


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """``family`` is the key of `catalog.Family`; ``path`` the folder with the weights, None for the built-in.

    ``quantization`` is what the files themselves are in ("" is 16 bit). ``linked`` says that the files lie where
    the user keeps them; ``catalog_id`` names the catalogue's entry that the folder was recognised as, or "".
    ``repository`` and ``revision`` are where a download came from.
    """

    id: str
    name: str
    family: str
    path: Path | None = None
    size_bytes: int = 0
    quantization: str = ""
    linked: bool = False
    catalog_id: str = ""
    licence: str = ""
    repository: str = ""
    revision: str = ""


BUILT_IN = InstalledModel("built-in", N_("Built-in reader"), "built-in", licence="AGPL-3.0-or-later")
