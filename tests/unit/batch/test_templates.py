"""Templates come back as they were saved, under any name, and what cannot be read is never written over."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizglass.batch.plan import PlannedQuestion
from quizglass.batch.templates import Template, Templates, read_template
from quizglass.errors import (
    EmptyQuestion,
    TemplateDamaged,
    TemplateExists,
    TemplateMissing,
    TemplatesUnavailable,
    TemplateTooNew,
    UsageError,
)
from quizglass.geometry import PageRect

DATE = PlannedQuestion("Какая дата?\nВторая строка", PageRect(0.1, 0.2, 0.5, 0.4))
TOTAL = PlannedQuestion("What is the total? 🧾")
RECEIPTS = Template("Чеки", (DATE, TOTAL), (0, 2), "odd", backwards=True)
ODD_NAMES = [
    "Счета: март/апрель",
    "CON",
    "..",
    "a" * 300,
    "ж" * 300,
    'x"<>|?*',
    ".hidden",
    "🧾",
    "a\x00b\nc",
    "e\u0301",
]
TEXT = (
    '{"kind": "quizglass template", "version": 1, "name": "Чеки", "questions": [%s], "pages": [], "which": "all",'
    ' "backwards": false}'
)

anything = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def templates(tmp_path: Path) -> Templates:
    return Templates(tmp_path / "templates")


def test_it_comes_back(templates: Templates) -> None:
    templates.save(RECEIPTS)
    assert templates.names() == ("Чеки",)
    assert templates.read("Чеки") == templates.read("чеки") == RECEIPTS


def test_nothing_is_there_at_first(templates: Templates) -> None:
    assert templates.names() == ()
    templates.remove("Чеки")
    with pytest.raises(TemplateMissing):
        templates.read("Чеки")


@pytest.mark.parametrize("name", ODD_NAMES)
def test_any_name_will_do(templates: Templates, tmp_path: Path, name: str) -> None:
    templates.save(Template(name, (DATE,)))
    (kept,) = templates.names()
    assert templates.read(kept).questions == (DATE,)
    (file,) = (tmp_path / "templates").iterdir()
    assert len(file.name.encode()) <= 150
    assert file.parent == tmp_path / "templates"


@anything
@given(
    st.lists(st.text(st.characters(codec="utf-8")).filter(lambda name: any(c.isprintable() and c != " " for c in name)))
)
def test_names_do_not_get_into_each_others_way(tmp_path_factory: pytest.TempPathFactory, names: list[str]) -> None:
    templates = Templates(tmp_path_factory.mktemp("templates"))
    for name in names:
        templates.save(Template(name, (PlannedQuestion(name),)))
    last = {}
    for name in names:
        last[templates.read(name).name] = name
    assert set(templates.names()) == set(last)
    for name in last:
        assert templates.read(name).questions[0].text in names


@pytest.mark.parametrize(
    "text",
    [
        *("", "not JSON", "[]", "{}", '{"kind": "quizglass template"}', '"', "[" * 100_000, "\x00"),
        TEXT % '{"text": " ", "region": null}',
        TEXT % '{"text": "a", "region": [2, 0, 1, 1]}',
        TEXT % "",
    ],
)
def test_a_damaged_one_is_told_and_kept(templates: Templates, tmp_path: Path, text: str) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "Чеки.json").write_text(text, encoding="utf-8")
    assert templates.names() == ("Чеки",)
    with pytest.raises(TemplateDamaged, match="Чеки"):
        templates.read("Чеки")
    with pytest.raises(TemplateDamaged):
        templates.save(RECEIPTS)
    assert (folder / "Чеки.json").read_text(encoding="utf-8") == text
    templates.remove("Чеки")
    assert templates.names() == ()


def test_a_newer_one_is_told_and_kept(templates: Templates, tmp_path: Path) -> None:
    templates.save(RECEIPTS)
    (file,) = (tmp_path / "templates").iterdir()
    raw = json.loads(file.read_text(encoding="utf-8")) | {"version": 2, "questions": "of a new kind"}
    file.write_text(json.dumps(raw), encoding="utf-8")
    for act in (
        lambda: templates.read("Чеки"),
        lambda: templates.save(RECEIPTS),
        lambda: templates.rename("Чеки", "b"),
    ):
        with pytest.raises(TemplateTooNew):
            act()
    assert json.loads(file.read_text(encoding="utf-8")) == raw


def test_it_takes_another_name(templates: Templates, tmp_path: Path) -> None:
    templates.save(RECEIPTS)
    templates.save(Template("Invoices", (TOTAL,)))
    with pytest.raises(TemplateExists):
        templates.rename("Чеки", "invoices")
    with pytest.raises(TemplateMissing, match="“Invoices”, “Чеки”"):
        templates.read("чек")
    templates.rename("Чеки", "Receipts: 2031")
    assert templates.names() == ("Invoices", "Receipts: 2031")
    assert templates.read("Receipts: 2031").questions == RECEIPTS.questions
    templates.rename("Receipts: 2031", "RECEIPTS: 2031")
    assert templates.names() == ("Invoices", "RECEIPTS: 2031")
    assert len(list((tmp_path / "templates").iterdir())) == 2


def test_a_copied_file_is_another_template(templates: Templates, tmp_path: Path) -> None:
    templates.save(RECEIPTS)
    (file,) = (tmp_path / "templates").iterdir()
    file.with_name("Чеки (копия).json").write_bytes(file.read_bytes())
    assert templates.names() == ("Чеки", "Чеки (копия)")


def test_what_makes_no_template_is_refused(templates: Templates, tmp_path: Path) -> None:
    with pytest.raises(EmptyQuestion):
        templates.save(Template("a", ()))
    with pytest.raises(UsageError, match="name"):
        templates.save(Template(" \n", (TOTAL,)))
    (tmp_path / "templates").write_text("a file in the place of the folder")
    with pytest.raises(TemplatesUnavailable):
        templates.save(RECEIPTS)


def test_one_of_somebody_else_is_read(tmp_path: Path) -> None:
    Templates(tmp_path).save(RECEIPTS)
    assert read_template(tmp_path / "Чеки.json") == RECEIPTS
    with pytest.raises(TemplateMissing):
        read_template(tmp_path / "b.json")
    (tmp_path / "c.json").write_text('{"kind": "of another program"}')
    with pytest.raises(TemplateDamaged):
        read_template(tmp_path / "c.json")
