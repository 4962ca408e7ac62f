"""The words of the program: extracted, translated, and never built where a translator cannot see them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "desktop" / "quizglass"
KEYWORDS = {"tr": None, "N_": None, "trn": (1, 2), "trc": ((1, "c"), 2)}
MARKERS = {"tr", "N_", "trn", "trc"}
PLACEHOLDER = re.compile(r"{[^}]*}")


def extracted() -> set[tuple[str | None, str]]:
    found = extract_from_dir(str(SOURCE), method_map=[("**.py", "python")], keywords=KEYWORDS)
    return {(context, message if isinstance(message, str) else message[0]) for _, _, message, _, context in found}


@pytest.fixture(scope="module")
def russian() -> Catalog:
    with (ROOT / "resources" / "translations" / "ru.po").open("rb") as file:
        return read_po(file, locale="ru")


def calls() -> Iterator[tuple[Path, ast.Call]]:
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKERS:
                yield path, node


def is_literal(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def is_built(node: ast.expr) -> bool:
    """A string put together before it is looked up, which no catalogue can hold."""
    return isinstance(node, ast.JoinedStr | ast.BinOp) or (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in {"format", "join"}
    )


def test_strings_are_marked_as_literals_and_never_built_before_they_are_looked_up() -> None:
    for path, call in calls():
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        where = f"{path.name}:{call.lineno}"
        if path.name == "i18n.py":
            continue
        if name == "tr":  # may look up what N_ has marked elsewhere
            assert not is_built(call.args[0]), where
        else:
            assert all(is_literal(argument) for argument in call.args[: 1 if name == "N_" else 2]), where


def test_the_extractor_sees_every_string() -> None:
    """It is blind inside f-strings: what stands there never came to a translator."""
    seen = {message for _, message in extracted()}
    for path, call in calls():
        if isinstance(call.func, ast.Name) and call.func.id == "tr" and is_literal(call.args[0]):
            assert ast.literal_eval(call.args[0]) in seen, f"{path.name}:{call.lineno}"


def test_the_russian_catalogue_has_every_string_and_no_other(russian: Catalog) -> None:
    def key(message_id: object) -> str:
        return str(message_id[0] if isinstance(message_id, tuple | list) else message_id)

    known = {(message.context, key(message.id)) for message in russian if message.id}
    assert extracted() - known == set(), "not in ru.po; run: python installer/update_translations.py"
    assert known - extracted() == set(), "no longer in the program"


def test_every_string_is_translated_with_the_same_placeholders(russian: Catalog) -> None:
    for message in russian:
        if not message.id:
            continue
        sources = message.id if isinstance(message.id, tuple | list) else (message.id,)
        forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
        assert all(forms), f"untranslated: {message.id!r}"
        assert not message.fuzzy, f"not checked: {message.id!r}"
        wanted = set(PLACEHOLDER.findall(sources[-1]))
        for form in forms:
            assert set(PLACEHOLDER.findall(form)) == wanted, f"placeholders differ: {message.id!r}"


def test_three_russian_plural_forms(russian: Catalog) -> None:
    for message in russian:
        if isinstance(message.id, tuple | list):
            assert len(message.string) == 3
