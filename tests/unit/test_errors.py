"""Every error has words in both languages, an exit code of the contract, and survives the way from the worker."""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterator

import pytest

from quizglass import errors, i18n
from quizglass.errors import AppError

EXIT_CODES = {2, 3, 4, 5, 6, 7, 8, 15, 130}


def every_error(root: type[AppError] = AppError) -> Iterator[type[AppError]]:
    yield root
    for kind in root.__subclasses__():
        yield from every_error(kind)


KINDS = list(every_error())


def test_codes_are_told_apart() -> None:
    codes = [kind.code for kind in KINDS]
    assert sorted(set(codes)) == sorted(codes)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_words_and_remedy_in_both_languages(kind: type[AppError]) -> None:
    assert kind.exit_code in EXIT_CODES
    for text in (kind.what, kind.remedy):
        if not text or text == "{reason}":
            continue
        i18n.set_language("ru")
        translated = i18n.tr(text)
        assert re.search("[а-яё]", translated), f"no Russian for {text!r}"
        assert set(re.findall(r"{(\w+)}", translated)) == set(re.findall(r"{(\w+)}", text))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_pickling_keeps_kind_and_fields(kind: type[AppError]) -> None:
    back = pickle.loads(pickle.dumps(kind(name="a.pdf", page=3)))
    assert type(back) is kind
    assert back.params == {"name": "a.pdf", "page": 3}


def test_the_words_name_the_file() -> None:
    assert str(errors.FileMissing(name="Договор.pdf")).startswith("Договор.pdf is not there.")


def test_a_missing_field_never_hides_the_error() -> None:
    assert "cannot be read" in str(errors.FileAccessError())
