"""The forms in which a typed password may have been used to lock a file."""

from __future__ import annotations

import stringprep
import unicodedata


def password_forms(typed: str) -> tuple[str, ...]:
    """``typed`` first, then what other programs make of it, without repeats.

    PDF 2.0 asks for SASLprep before hashing; some programs follow and some do not. Keyboards and clipboards give
    letters with marks composed or decomposed.
    """
    forms = [typed, saslprep(typed), *(unicodedata.normalize(form, typed) for form in ("NFC", "NFD"))]
    return tuple(dict.fromkeys(forms))


def saslprep(text: str) -> str:
    """The mapping and normalisation of RFC 4013. Nothing is refused: the file decides what opens it."""
    mapped = (" " if stringprep.in_table_c12(c) else c for c in text if not stringprep.in_table_b1(c))
    return unicodedata.normalize("NFKC", "".join(mapped))
