"""Word forms: English and Russian words reduced to stems, so that "договора" meets "договором"."""

from __future__ import annotations

from functools import lru_cache

import snowballstemmer

from quizglass.text.folding import token_texts

_ENGLISH = snowballstemmer.stemmer("english")
_RUSSIAN = snowballstemmer.stemmer("russian")


_IRREGULAR = """
begin began begun; bring brought; build built; buy bought; choose chose chosen; come came; draw drew drawn; drive drove
driven; fall fell fallen; find found; get got gotten; give gave given; go went gone; grow grew grown; hold held; keep
kept; know knew known; lead led; leave left; lend lent; lose lost; make made; mean meant; meet met; pay paid; rise rose
risen; run ran; see saw seen; sell sold; send sent; show shown; speak spoke spoken; spend spent; stand stood; take took
taken; teach taught; tell told; think thought; win won; write wrote written
"""
_BASE = {form: forms.split()[0] for forms in _IRREGULAR.split(";") for form in forms.split()}
_FLEETING = ("ок", "ек", "ец")
"""Russian noun endings whose vowel goes in other cases: "песок" but "песка"."""
_SHORTEST_FLEETING = 5
_AFTER_VOWEL = ("аек", "еек", "оек", "уек", "яек", "иек")
"""The many of words such as "гайка", which are "гаек"."""


@lru_cache(maxsize=65536)
def stem(token: str) -> str:
    """The stem of a folded word; an irregular English form gives its verb's. Words with digits stay as they are."""
    if not token.isalpha():
        return token
    if any("а" <= c <= "я" for c in token):
        found = str(_RUSSIAN.stemWord(token))
        if found.endswith(_AFTER_VOWEL):
            return found[:-2] + "йк"
        return found[:-2] + found[-1] if found.endswith(_FLEETING) and len(found) >= _SHORTEST_FLEETING else found
    return str(_ENGLISH.stemWord(_BASE.get(token, token)))


def stems(text: str) -> list[str]:
    """The stems of all words of ``text`` in order; numbers and codes stay as printed, folded."""
    return [stem(token) for token in token_texts(text)]
