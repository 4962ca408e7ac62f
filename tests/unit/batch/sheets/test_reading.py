"""Questions are found in sheets of every shape, each once, and every row that is not asked is told of."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from raw_workbooks import MAIN, STRICT, raw_workbook

from quizglass.batch.question_sheet import QuestionSheet, read_questions
from quizglass.batch.sheets.heads import is_only_numbers
from quizglass.batch.sheets.left_out import Reason, ranges
from quizglass.batch.sheets.separated import lines_of, separated, table_of
from quizglass.batch.sheets.source import is_lines, text_of
from quizglass.errors import NoQuestions, NoSuchColumn, NoSuchWorksheet
from quizglass.i18n import set_language

LONG = "What is written? " + "я" * 10_000
TABLE = [["№", "Вопрос", "Note"], [1, "Какая дата?", "a"], [2, "What is\nthe total? 🧾", None], [3, LONG, "b"]]
ASKED = ["Какая дата?", "What is\nthe total? 🧾", LONG]

anything = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def workbook(file: Path, rows: Iterable[Iterable[Any]], change: Callable[[Any], None] = lambda _: None) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    change(book.active)
    book.save(file)
    return file


def text_file(file: Path, rows: Iterable[Iterable[Any]], encoding: str = "utf-8", delimiter: str = ",") -> Path:
    held = io.StringIO()
    csv.writer(held, delimiter=delimiter).writerows(rows)
    file.write_bytes(held.getvalue().encode(encoding))
    return file


def texts(sheet: QuestionSheet) -> list[str]:
    return [question.text for question in sheet.questions]


def told(sheet: QuestionSheet) -> dict[Reason, tuple[int, ...]]:
    return {one.reason: one.rows for one in sheet.left_out}


def test_a_workbook(tmp_path: Path) -> None:
    sheet = read_questions(workbook(tmp_path / "Вопросы.xlsx", TABLE))
    assert texts(sheet) == ASKED
    assert [question.row for question in sheet.questions] == [2, 3, 4]
    assert (sheet.column, sheet.letter, sheet.header, sheet.worksheet) == (2, "B", "Вопрос", "Sheet")
    assert sheet.left_out == ()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251"])
def test_a_text_file_in_every_encoding(tmp_path: Path, encoding: str, delimiter: str) -> None:
    table = [[str(cell or "").replace("🧾", "!") for cell in row] for row in TABLE]
    if encoding == "cp1251":
        table[0][0] = "#"
    sheet = read_questions(text_file(tmp_path / "q.csv", table, encoding, delimiter))
    assert texts(sheet) == [text.replace("🧾", "!") for text in ASKED]
    assert (sheet.column, sheet.header) == (2, "Вопрос")


def test_latin_letters_are_not_taken_for_russian_ones(tmp_path: Path) -> None:
    (tmp_path / "q.csv").write_bytes("question\nQuel était le prénom de la secrétaire ?\n".encode("cp1252"))
    assert texts(read_questions(tmp_path / "q.csv")) == ["Quel était le prénom de la secrétaire ?"]
    (tmp_path / "r.csv").write_bytes("вопрос\nКакой PDF-файл, USBкабель?\n".encode("cp1251"))
    assert texts(read_questions(tmp_path / "r.csv")) == ["Какой PDF-файл, USBкабель?"]


def test_a_question_a_line(tmp_path: Path) -> None:
    (tmp_path / "q.txt").write_text("question\n\nWhat, then; or when?\r\n  Кто? \n2031\nКто?", encoding="utf-8-sig")
    sheet = read_questions(tmp_path / "q.txt")
    assert [(question.text, question.rows) for question in sheet.questions] == [
        ("question", (1,)),
        ("What, then; or when?", (3,)),
        ("Кто?", (4, 6)),
    ]
    assert told(sheet) == {Reason.ONLY_NUMBERS: (5,), Reason.REPEATED: (6,)}


def test_a_table_that_is_saved_as_text(tmp_path: Path) -> None:
    (tmp_path / "q.txt").write_bytes("№\tВопрос\r\n1\tКто, и когда?\r\n".encode("utf-16"))
    sheet = read_questions(tmp_path / "q.txt")
    assert (texts(sheet), sheet.letter, sheet.copy_suffix) == (["Кто, и когда?"], "B", ".txt")
    (tmp_path / "q.txt").write_text("Кто?\tЧто?\nКто, и когда?")
    sheet = read_questions(tmp_path / "q.txt")
    assert (texts(sheet), sheet.copy_suffix) == (["Кто?\tЧто?", "Кто, и когда?"], ".csv")


@pytest.mark.parametrize(
    ("rows", "header", "found"),
    [
        ([["What is the total?"], ["Who signed?"]], None, ["What is the total?", "Who signed?"]),
        ([["What to know"], ["Total?"], ["Who?"]], "What to know", ["Total?", "Who?"]),
        ([["Total amount"], ["Invoice number"]], None, ["Total amount", "Invoice number"]),
        ([["Field", "Wording"], ["a", "Total?"], ["b", "Who?"], ["c", "Date"]], "Wording", ["Total?", "Who?", "Date"]),
        ([["Audit questions 2031"], [], ["№", "Text of the question"], [1, "Who?"]], "Text of the question", ["Who?"]),
        ([["№ вопроса", "Вопрос", "Ответ"], [1, "Кто?", ""]], "Вопрос", ["Кто?"]),
        ([["Question ID", "Prompt"], ["q-1", "Who?"]], "Prompt", ["Who?"]),
        ([["a", "На какую сумму выписан счёт"], ["long words of no use at all", "До какого числа"]], None, None),
    ],
)
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_column_is_found(
    tmp_path: Path, rows: list[list[Any]], header: str | None, found: list[str] | None, kind: str
) -> None:
    write = workbook if kind == "xlsx" else text_file
    sheet = read_questions(write(tmp_path / f"q.{kind}", rows))
    assert sheet.header == header
    assert texts(sheet) == (found or [row[1] for row in rows])


def test_the_column_is_named(tmp_path: Path) -> None:
    file = workbook(tmp_path / "q.xlsx", [["Question", "Frage"], ["Who?", "Wer?"]])
    assert texts(read_questions(file, column="frage")) == texts(read_questions(file, column="b")) == ["Wer?"]
    with pytest.raises(NoSuchColumn, match="“Question”, “Frage”"):
        read_questions(file, column="AB")


def test_rows_that_are_not_asked_are_told(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet.row_dimensions[5].hidden = True
        sheet["B8"].value = "=1/0"
        sheet.merge_cells("B9:B10")

    rows = [
        *([], ["", "", "Prices 2031"], ["№", "Question", ""], [1, "Who?"], [2, "Hidden?"], [3, ""], [4, 2031.5]),
        *([5, "x"], [6, "Merged?"], [7, ""], [8, date(2031, 2, 3)], [9, "#N/A"], [10, "Who?"], [], [11, True]),
    ]
    sheet = read_questions(workbook(tmp_path / "q.xlsx", rows, change))
    assert [(question.text, question.rows) for question in sheet.questions] == [("Who?", (4, 13)), ("Merged?", (9,))]
    assert told(sheet) == {
        Reason.ABOVE_HEAD: (2,),
        Reason.HIDDEN: (5,),
        Reason.NO_QUESTION: (6, 10),
        Reason.ONLY_NUMBERS: (7, 11, 15),
        Reason.UNCALCULATED: (8,),
        Reason.MISTAKE: (12,),
        Reason.REPEATED: (13,),
    }
    assert next(one.words for one in sheet.left_out if one.reason is Reason.NO_QUESTION) == (
        "Rows 6, 10 have nothing in the column of questions."
    )
    set_language("ru")
    assert all("{" not in one.words and "Row" not in one.words for one in sheet.left_out)


def test_hidden_columns_and_worksheets_are_not_asked(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    notes, shown, hidden = book.active, book.create_sheet("Вопросы"), book.create_sheet("Old")
    notes.append(["Read me first"])
    shown.append(["Question", "Ask"])
    shown.append(["Who was it?", "Who is it?"])
    shown.column_dimensions["A"].hidden = True
    hidden.append(["Question"])
    hidden.append(["What was it?"])
    hidden.sheet_state = "hidden"
    book.create_sheet("Empty")
    book.save(tmp_path / "q.xlsx")
    sheet = read_questions(tmp_path / "q.xlsx")
    assert (sheet.worksheet, texts(sheet)) == ("Вопросы", ["Who is it?"])
    assert sheet.left_out[0].words == "Not read: the worksheets “Sheet”, “Old”."
    assert texts(read_questions(tmp_path / "q.xlsx", worksheet="old")) == ["What was it?"]
    with pytest.raises(NoSuchWorksheet, match="“Вопросы”"):
        read_questions(tmp_path / "q.xlsx", worksheet="Empty")


def test_rich_text_is_text(tmp_path: Path) -> None:
    rich = CellRichText("What is ", TextBlock(InlineFont(b=True), "the total"), "?")
    assert texts(read_questions(workbook(tmp_path / "q.xlsx", [["Question"], [rich]]))) == ["What is the total?"]


SHARED = (
    "<si><t>Question</t></si><si><r><t>Who </t></r><r><rPr><b/></rPr><t>is_x000D_\nit?</t></r>"
    '<rPh sb="0" eb="3"><t>hu</t></rPh></si><si><t xml:space="preserve"> What?  </t></si><si/>'
)
CELLS = (
    '<cols><col min="1" max="1" hidden="1"/></cols><sheetData><row><c t="s"><v>0</v></c><c t="s"><v>0</v></c></row>'
    '<row r="3"><c r="B3" t="s"><v>1</v></c></row><row/>'
    '<row><c r="B5" t="str"><f>A1&amp;"?"</f><v>Computed?</v></c></row>'
    '<row><c r="B6" t="inlineStr"><is><t>Inline?</t></is></c></row><row><c r="B7" t="s"><v>2</v></c></row>'
    '<row hidden="true"><c r="B8" t="s"><v>2</v></c></row><row><c r="B9" t="str"><f>""</f><v></v></c></row>'
    '<row><c r="B10"><f>1+1</f></c></row><row><c r="B11" t="b"><v>1</v></c></row>'
    '<row><c r="B12" t="s"><v>3</v></c></row>'
    "</sheetData>"
)


@pytest.mark.parametrize("space", [MAIN, STRICT])
@pytest.mark.parametrize("prefix", ["", "x"])
def test_a_workbook_of_another_program(tmp_path: Path, prefix: str, space: str) -> None:
    sheet = read_questions(raw_workbook(tmp_path / "q.xlsx", CELLS, SHARED, prefix=prefix, space=space))
    assert [(question.text, question.row) for question in sheet.questions] == [
        ("Who is\r\nit?", 3),
        ("Computed?", 5),
        ("Inline?", 6),
        ("What?", 7),
    ]
    assert (sheet.letter, sheet.header) == ("B", "Question")
    assert told(sheet) == {Reason.HIDDEN: (8,), Reason.UNCALCULATED: (10,), Reason.ONLY_NUMBERS: (11,)}


def test_a_text_file_that_is_written_by_hand(tmp_path: Path) -> None:
    (tmp_path / "q.csv").write_text(
        'id,question\n1,"Who, then?"\n2,What, and when?\n3,"Who said "no"?"\n4,"Open?\n5,A 5" disk?\n\n6,Кто?,,\n'
    )
    sheet = read_questions(tmp_path / "q.csv")
    assert [(question.text, question.row) for question in sheet.questions] == [
        ("Who, then?", 2),
        ('A 5" disk?', 6),
        ("Кто?", 8),
    ]
    assert told(sheet) == {Reason.BADLY_QUOTED: (4, 5), Reason.RAGGED: (3,)}


def test_sentences_with_commas_are_no_table(tmp_path: Path) -> None:
    lines = ["What is the date, and the total?", "Who signed, please?"]
    (tmp_path / "q.csv").write_text("\n".join(lines))
    assert texts(read_questions(tmp_path / "q.csv")) == lines
    (tmp_path / "r.csv").write_text("\n".join(["question", *lines]))
    assert texts(read_questions(tmp_path / "r.csv")) == lines
    (tmp_path / "s.csv").write_text("sep=;\nwhat, then?;Who, and when?;x\nwho;Which one;y\n")
    assert texts(read_questions(tmp_path / "s.csv")) == ["Who, and when?", "Which one"]


asking = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], include_characters="\n;,\t\"'"), min_size=1
)
question = asking.map(str.strip).filter(lambda text: text and not is_only_numbers(text) and "\ufffe" not in text)


@anything
@given(
    st.lists(question, min_size=1, max_size=6), st.sampled_from([",", ";", "\t"]), st.sampled_from(["utf-8", "utf-16"])
)
def test_whatever_is_asked_comes_out_of_a_text_file(
    tmp_path: Path, asked: list[str], delimiter: str, encoding: str
) -> None:
    rows = [["id", "question", "note"], *([str(number), text, ""] for number, text in enumerate(asked))]
    sheet = read_questions(text_file(tmp_path / "q.csv", rows, encoding, delimiter))
    assert texts(sheet) == list(dict.fromkeys(asked))
    assert sorted(row for one in sheet.questions for row in one.rows) == list(range(2, len(asked) + 2))


@anything
@given(st.lists(question, min_size=1, max_size=6))
def test_whatever_is_asked_comes_out_of_a_workbook(tmp_path: Path, asked: list[str]) -> None:
    def held(text: str) -> str:
        return text.replace("_x", "_x005F_x").replace("\uffff", "?")

    sheet = read_questions(workbook(tmp_path / "q.xlsx", [["Question"], *([held(text)] for text in asked)], as_text))
    assert texts(sheet) == list(dict.fromkeys(text.replace("\uffff", "?") for text in asked))


pieces = st.sampled_from(
    [",", ";", "\t", '"', "\n", "\r\n", " ", "question", "Вопрос", "who?", "Кто?", "12.5", "a", "sep=;"]
)


@anything
@given(st.lists(pieces, max_size=30).map("".join), st.sampled_from(["csv", "txt", "tsv"]))
def test_every_row_is_asked_or_told(tmp_path: Path, text: str, kind: str) -> None:
    file = tmp_path / f"q.{kind}"
    file.write_text(text, encoding="utf-8", newline="")
    found = text_of(file, text.encode()).text
    rows = (lines_of(found) if is_lines(file, found) else table_of(separated(found))).rows
    try:
        sheet = read_questions(file)
    except NoQuestions:
        return
    asked = {row for one in sheet.questions for row in one.rows}
    left = {row for one in sheet.left_out if one.reason is not Reason.REPEATED for row in one.rows}
    assert not asked & left
    assert asked | left | ({sheet.head_row} - {None}) == {row.number for row in rows}
    assert "".join(record.written + record.end for record in separated(text).records) in text


def as_text(sheet: Any) -> None:
    for (cell,) in sheet.iter_rows():
        cell.data_type = "s"


def test_rows_are_told_as_people_write_them() -> None:
    assert ranges([3, 7, 8, 9, 12]) == "3, 7–9, 12"
    assert ranges(range(1, 60, 2)).endswith("23, 18 more")
