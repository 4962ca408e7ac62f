"""Word forms: English and Russian words reduced to stems, so that "договора" meets "договором"."""

from __future__ import annotations

from functools import lru_cache

import snowballstemmer

from quizglass.text.folding import token_texts

_ENGLISH = snowballstemmer.stemmer("english")
_RUSSIAN = snowballstemmer.stemmer("russian")


@lru_cache(maxsize=65536)
def stem(token: str) -> str:
    """The stem of a folded word. Words with digits stay as they are."""
    if not token.isalpha():
        return token
    if any("а" <= c <= "я" for c in token):
        return str(_RUSSIAN.stemWord(token))
    return str(_ENGLISH.stemWord(token))


def stems(text: str) -> list[str]:
    """The stems of all words of ``text`` in order; numbers and codes stay as printed, folded."""
    return [stem(token) for token in token_texts(text)]
