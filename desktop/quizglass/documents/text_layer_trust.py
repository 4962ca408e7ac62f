"""Whether the text layer of a page tells what is printed on it, judged by its letters alone.

A layer can look right in every viewer and be wrong in every letter: the map from glyphs to letters was lost, shifted,
written in another encoding, or made up. What is looked for is what no language does; a page in a language that is not
known here, a table of numbers or a page with few words counts as right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final

from quizglass.documents.letter_pairs import fit, letter_runs
from quizglass.pages import Word
from quizglass.text.folding import fold

_UNREADABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")
"""Controls, private codes, the mark of an unknown letter."""

_ODD_LETTER: Final = re.compile(
    "[\u0180-\u018e\u0190-\u0198\u019a-\u019f\u01a2-\u01ae\u01b1-\u01cc\u01dd-\u0217\u021c-\u036f]"
)
"""Letters of phonetics and of a few small languages: where codes of glyphs land that are taken for letters."""

_LEAST_UNREADABLE: Final = 12
_UNREADABLE_SHARE: Final = 0.25

_UPPER_LATIN: Final = re.compile("[\u00a1-\u00ff]")
_LATIN: Final = re.compile("[A-Za-z\u00a1-\u00ff]")
_MOJIBAKE_SHARE: Final = 0.5
"""Of Latin letters with marks. No language in Latin letters comes near; letters of other scripts come to nearly all."""

_SCRIPTS: Final = (
    "A-Za-z\u00c0-\u024f",  # Latin
    "\u0400-\u052f",  # Cyrillic
    "\u0530-\u058f",  # Armenian
    "\u0590-\u05ff",  # Hebrew
    "\u0600-\u06ff",  # Arabic
    "\u10a0-\u10ff",  # Georgian
)
"""Scripts whose letters never stand in one word with those of another. Greek does, in formulas."""

_CHANGE_OF_SCRIPT: Final = re.compile(
    "|".join(f"[{script}](?=[{''.join(other for other in _SCRIPTS if other != script)}])" for script in _SCRIPTS)
)
_LETTER: Final = re.compile(f"[{''.join(_SCRIPTS)}]")
_CHANGES_SHARE: Final = 0.1
_LEAST_LETTERS: Final = 40

_WORDLIKE_FIT: Final = 6.0
_CARELESS_FIT, _CARELESS_MISFITS = 6.05, 0.085
_MISREAD: Final = re.compile(
    r"[^\W\d_]\d+[^\W\d_]|[^\W\d_][$|!?{}\[\]~_<>*#%^=\\]+[^\W\d_]|[a-zа-яё][A-ZА-ЯЁ]|[A-Za-z][А-Яа-яЁё]|[А-Яа-яЁё][A-Za-z]"
)
"""Digits, signs, capitals and foreign letters within words: what a program makes of letters that it cannot read."""

_LONE_SIGN: Final = re.compile(r"[^\w\s]+|\w")
_MISREAD_SHARE, _LONE_SIGNS_SHARE = 0.2, 0.27
_LEAST_WORDS: Final = 20

_ANY_LETTER: Final = re.compile(r"[^\W\d_]")
_LETTERS_AMONG_DIGITS: Final = 0.03
_LEAST_NUMBERS: Final = 50
_LENGTHS_OF_WORDS: Final = ((1, 3), (4, 6), (7, 99))
_STOP_AFTER_NUMBER: Final = re.compile(r"\d[,;.] ")
_LENGTH_SHARE, _DIFFERENT_LENGTHS, _ODD_SHARE = 0.12, 8, 0.05
"""Of the numbers. Tables of codes and prices have few lengths; sums have no leading zeros, and no commas after them."""

_NO_WORD: Final = re.compile(r"[^\W_]*\d[^\W_]*|[^\W_]{41,}")
"""Sums, keys, parts, packed data: letters in no order of a language, and rightly so."""

_CODE: Final = re.compile(r"(?<![^\W_])[A-Z\u0410-\u042f]{1,7}(?![^\W_])")
"""An abbreviation or the name of a station or a share, likewise."""

_MOST_RUNS: Final = 400
"""Enough to judge the longest page by."""

_FEW_RUNS, _ENOUGH_RUNS = 12, 24
_MEAN_FIT, _MEAN_FIT_OF_FEW = 5.25, 4.8
"""Pages of 200 words have 5.5 and more in each of 138 languages, and 6.2 and more in those that the pairs are from."""

_POOR_FIT: Final = 5.0
_MISFITS_SHARE, _MISFITS_SHARE_OF_FEW = 0.43, 0.65
"""Of words: a page with one of its fonts garbled. Clean pages have 0.24 and less, listings of
machine code 0.41."""

_BROKEN: Final = re.compile(r"[^\W\d_][\]\[\\^_{}|~<>#$%*;!?\"]+[^\W\d_]")
_MOST_FOR_BROKEN: Final = 0.6
"""How much better the letters must fit where signs stand between them, as code has them too."""

_SURE: Final = 0.75
_TELLING_LETTERS: Final = 4
_SAME_PLACE: Final = 0.5
_ALIKE: Final = 60.0
"""Per cent of the letters. Two right readings of a word differ by a letter; two words by most of them."""

_LEAST_COMPARED: Final = 8
_AGREED_SHARE: Final = 0.4


def is_garbled(words: Iterable[str]) -> bool:
    """Whether the letters of a page's text layer cannot be what is printed. ``words`` as they stand in the layer."""
    text = " ".join(words)
    return (
        _has_unreadable(text)
        or _is_mojibake(text)
        or _mixes_scripts(text)
        or _fits_no_language(text)
        or _has_digits_for_letters(text)
    )


def are_words(words: Iterable[str]) -> bool:
    """Whether there is much text, and of a language that is known here."""
    runs = _runs(" ".join(words))
    return len(runs) >= _FEW_RUNS and _fitness(runs)[0] >= _WORDLIKE_FIT


def is_careless(words: Sequence[str]) -> bool:
    """Whether the words of a hidden layer are a poor reading of the picture: of another language, too small, bent.

    Too strict for text that somebody typed: names of products and parts look like misreadings.
    """
    runs = _runs(_CODE.sub(" ", " ".join(words)))
    if len(runs) >= _FEW_RUNS:
        mean, misfits = _fitness(runs)
        if mean < _CARELESS_FIT or misfits > _CARELESS_MISFITS:
            return True
    if len(words) < _LEAST_WORDS:
        return False
    longer = [word for word in words if not _LONE_SIGN.fullmatch(word)]
    misread = sum(_MISREAD.search(word) is not None for word in longer)
    return misread > _MISREAD_SHARE * len(longer) or len(words) - len(longer) > _LONE_SIGNS_SHARE * len(words)


def layer_contradicts(layer: Sequence[Word], recognized: Sequence[Word]) -> bool:
    """Whether words of a text layer are not those that were read from the picture at the same places.

    Only words of some length that were read with confidence count, where the layer has words too; what the layer
    leaves out does not contradict. False when too few words can be compared.
    """
    # Loaded here: the workers that only read layers start without it.
    from rapidfuzz import fuzz

    compared = agreed = 0
    for word in recognized:
        if word.confidence < _SURE or len(word.text) < _TELLING_LETTERS:
            continue
        beneath = [other for other in layer if other.box.overlap(word.box) > _SAME_PLACE * other.box.area]
        if beneath:
            compared += 1
            text = "".join(other.text for other in beneath)
            agreed += fuzz.ratio(fold(text), fold(word.text)) >= _ALIKE
    return compared >= _LEAST_COMPARED and agreed < _AGREED_SHARE * compared


def _has_unreadable(text: str) -> bool:
    count = len(_UNREADABLE.findall(text)) + len(_ODD_LETTER.findall(text))
    return count >= _LEAST_UNREADABLE and count >= _UNREADABLE_SHARE * (len(text) - text.count(" "))


def _is_mojibake(text: str) -> bool:
    upper = len(_UPPER_LATIN.findall(text))
    return upper >= _LEAST_LETTERS and upper >= _MOJIBAKE_SHARE * len(_LATIN.findall(text))


def _mixes_scripts(text: str) -> bool:
    if text.isascii():
        return False
    letters = len(_LETTER.findall(text))
    return letters >= _LEAST_LETTERS and len(_CHANGE_OF_SCRIPT.findall(text)) >= _CHANGES_SHARE * letters


def _has_digits_for_letters(text: str) -> bool:
    """Whether a page of nothing but numbers has numbers as words are: of all lengths, with commas."""
    most = int(_LETTERS_AMONG_DIGITS * len(text))
    if sum(1 for _ in islice(_ANY_LETTER.finditer(text), most + 1)) > most:
        return False
    numbers = [word.strip(".,:;-") for word in text.split()]
    numbers = [number for number in numbers if number.isascii() and number.isdigit()]
    if len(numbers) < _LEAST_NUMBERS:
        return False
    lengths = [len(number) for number in numbers]
    shares = [sum(low <= length <= high for length in lengths) / len(lengths) for low, high in _LENGTHS_OF_WORDS]
    odd = sum(number[0] == "0" for number in numbers if len(number) > 1) + len(_STOP_AFTER_NUMBER.findall(text))
    return len(set(lengths)) >= _DIFFERENT_LENGTHS and min(shares) >= _LENGTH_SHARE and odd >= _ODD_SHARE * len(numbers)


def _fits_no_language(text: str) -> bool:
    words = _NO_WORD.sub(" ", text)
    runs = _runs(_CODE.sub(" ", words))
    only_codes = len(runs) < _FEW_RUNS
    if only_codes:
        # Numbers of glyphs taken for letters are capitals too, in pages full.
        runs = _runs(words)
    if len(runs) < (_ENOUGH_RUNS if only_codes else _FEW_RUNS):
        return False
    mean, misfits = _fitness(runs)
    if only_codes or len(runs) < _ENOUGH_RUNS:
        return mean < _MEAN_FIT_OF_FEW or misfits > _MISFITS_SHARE_OF_FEW
    broken = len(_BROKEN.findall(text)) / (text.count(" ") + 1)
    return mean < _MEAN_FIT + min(_MOST_FOR_BROKEN, 2 * broken) or misfits > _MISFITS_SHARE


def _fitness(runs: list[str]) -> tuple[float, float]:
    """How well all runs fit in the mean, and the share of those that hardly do."""
    fits = [fit(run) for run in runs]
    # A long word tells more than a short one.
    mean = sum(fit * len(run) for fit, run in zip(fits, runs, strict=True)) / sum(map(len, runs))
    return mean, sum(fit < _POOR_FIT for fit in fits) / len(fits)


def _runs(text: str) -> list[str]:
    return list(islice(dict.fromkeys(letter_runs(text)), _MOST_RUNS))
