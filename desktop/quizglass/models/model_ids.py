"""Names of folders as ids that a person can type."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

_CYRILLIC = dict(zip("абвгдеёзийклмнопрстуфыэ", "abvgdeeziyklmnoprstufye", strict=True)) | {
    "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu", "я": "ya",
}  # fmt: skip


def model_id_for(name: str) -> str:
    """A folder's name as an id: ASCII letters, digits and hyphens. "Модель 2.5" gives "model-2-5"."""
    latin = "".join(_CYRILLIC.get(letter, letter) for letter in unicodedata.normalize("NFC", name).casefold())
    plain = unicodedata.normalize("NFKD", latin.replace("_", "-")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "model"


def free_id(name: str, taken: Collection[str]) -> str:
    """An id for ``name`` that is not ``taken``: with a number at the end where it must be."""
    wanted = model_id_for(name)
    numbered = (wanted if number == 1 else f"{wanted}-{number}" for number in range(1, len(taken) + 2))
    return next(candidate for candidate in numbered if candidate not in taken)
