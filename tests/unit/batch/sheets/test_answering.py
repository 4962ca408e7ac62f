"""The copy has every answer beside its question, and is in all else the file that it was."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.chart import BarChart, Reference
from openpyxl.drawing.image import Image as SheetImage
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.table import Table
from PIL import Image
from raw_workbooks import MAIN, STRICT, raw_workbook

from quizglass.batch.exports.cells import cell_text, holdable
from quizglass.batch.question_sheet import read_questions, write_answers
from quizglass.batch.row import Row, Status
from quizglass.cancellation import CancelToken
from quizglass.errors import (
    AppError,
    Cancelled,
    FileNotWritable,
    SheetChanged,
    SheetIsFull,
    SheetOfOtherKind,
    WouldReplaceQuestions,
)
from quizglass.i18n import set_language

TOTAL = Row("/docs/Счёт 1.pdf", 3, None, "What is the total?", "€ 5,00", Status.DONE, "Total: € 5,00", confidence=0.6)
ELSEWHERE = replace(TOTAL, file="/docs/b.pdf", page=7, answer="7.50", confidence=0.9)
NOWHERE = Row("/docs/b.pdf", 1, None, "What is the total?", "", Status.NOT_FOUND)
SIGNED = Row("/docs/b.pdf", 2, None, "Кто подписал?", "=HYPERLINK(1)", Status.DONE, "-2+3", confidence=0.5)
LOCKED = Row("/docs/c.pdf", 0, None, "Кто подписал?", "", Status.FAILED, error="It is locked.")
ABSENT = Row("/docs/b.pdf", 1, None, "When?", "", Status.NOT_FOUND)
ROWS = [TOTAL, ELSEWHERE, NOWHERE, SIGNED, LOCKED, ABSENT]

anything = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def answered(file: Path, rows: Sequence[Row] = ROWS, **options: Any) -> Path:
    sheet = read_questions(file)
    out = file.with_name(f"answered{file.suffix if file.suffix != '.txt' else '.csv'}")
    before = file.read_bytes()
    write_answers(sheet, rows, out, cancel=CancelToken(), **options)
    assert file.read_bytes() == before
    return out


def opened(file: Path) -> Any:
    return openpyxl.load_workbook(io.BytesIO(file.read_bytes()))


def values(cells: Any) -> list[Any]:
    return [cell.value for cell in cells]


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    """A table in all its finery."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Q"
    rows = [["№", "Question", "Price"], [1, "What is the total?", 2], [2, "Кто подписал?", 3], [3, "When?", "=C2+C3"]]
    for row in [*rows, [], [4, "What is the total?", None], [5, "Never asked?", None]]:
        sheet.append(row)
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True, color="FF0000"), PatternFill("solid", fgColor="FFFF00")
    sheet["B2"].font, sheet["B2"].alignment = Font(name="Arial", sz=20), Alignment(vertical="center")
    sheet["D3"].fill = sheet["E3"].fill = PatternFill("solid", fgColor="00FF00")
    sheet.column_dimensions["B"].width = 33
    sheet.freeze_panes = "A2"
    sheet.add_table(Table(ref="A1:C4", displayName="Prices"))
    sheet.merge_cells("A8:C8")
    book.create_sheet("Answers")["A1"] = "mine"
    book.save(tmp_path / "Вопросы.xlsx")
    return tmp_path / "Вопросы.xlsx"


def test_answers_stand_beside_their_questions(questions: Path) -> None:
    sheet = opened(answered(questions))["Q"]
    assert values(sheet[1])[3:] == ["Answer", "File", "Page", "Evidence", "Status", "Further answers"]
    assert values(sheet[2]) == [1, "What is the total?", 2, 7.5, "b.pdf", 7, "Total: € 5,00", "done", 1]
    assert values(sheet[3])[3:] == ["=HYPERLINK(1)", "b.pdf", 2, "-2+3", "done; 1 page failed", None]
    assert values(sheet[4])[2:] == ["=C2+C3", None, None, None, None, "not found", None]
    assert values(sheet[6])[3:] == values(sheet[2])[3:]
    assert values(sheet[7])[3:] == [None] * 6


def test_nothing_of_an_answer_is_calculated(questions: Path) -> None:
    sheet = opened(answered(questions))["Q"]
    for place in ("D3", "G3"):
        assert (sheet[place].data_type, sheet[place].quotePrefix) == ("s", True)
    assert sheet["C4"].data_type == "f"


def test_the_looks_go_with_the_sheet(questions: Path) -> None:
    sheet = opened(answered(questions))["Q"]
    assert (sheet["D1"].font.b, sheet["D1"].fill.fgColor.rgb, sheet["D1"].font.color.rgb) == (
        True,
        "00FFFF00",
        "00FF0000",
    )
    assert (sheet["G2"].font.name, sheet["G2"].font.sz, sheet["G2"].alignment.wrap_text) == ("Arial", 20, True)
    assert (sheet["E2"].font.name, sheet["E2"].font.u, sheet["E2"].font.color.rgb) == ("Arial", "single", "FF1F4FBF")
    assert (sheet["G2"].alignment.vertical, sheet["G3"].alignment.vertical) == ("center", None)
    assert (sheet["D2"].number_format, sheet["B2"].font.sz) == ("0.00", 20)
    assert (sheet.column_dimensions["B"].width, sheet.column_dimensions["D"].width) == (33, 34)


def test_a_click_opens_the_page(questions: Path) -> None:
    sheet = opened(answered(questions))["Q"]
    assert (sheet["E2"].hyperlink.target, sheet["E2"].hyperlink.location) == ("file:///docs/b.pdf", None)
    assert (sheet["F2"].hyperlink.target, sheet["F2"].hyperlink.location) == ("file:///docs/b.pdf", "page=7")
    assert sheet["E4"].hyperlink is None


def test_all_answers_have_a_worksheet(questions: Path) -> None:
    book = opened(answered(questions))
    assert book.sheetnames == ["Q", "Answers", "Answers 2"]
    assert book["Answers"]["A1"].value == "mine"
    sheet = book["Answers 2"]
    assert values(sheet[1]) == ["Question", "Answer", "File", "Page", "Evidence", "Confidence", "Status", "Error"]
    assert [values(row)[:4] for row in sheet.iter_rows(min_row=2)] == [
        ["What is the total?", 5, "/docs/Счёт 1.pdf", 3],
        ["What is the total?", 7.5, "/docs/b.pdf", 7],
        ["Кто подписал?", "=HYPERLINK(1)", "/docs/b.pdf", 2],
        ["Кто подписал?", None, "/docs/c.pdf", None],
    ]
    assert (sheet.auto_filter.ref, sheet.freeze_panes) == ("A1:H5", "A2")
    assert sheet["B2"].number_format == '"€ "0.00'
    assert sheet["C2"].hyperlink.target == "file:///docs/%D0%A1%D1%87%D1%91%D1%82%201.pdf"
    assert sheet["D2"].hyperlink.location == "page=3"


def test_a_correction_counts_and_what_was_said_stands_beside_it(questions: Path) -> None:
    rows = [replace(TOTAL, correction="six"), replace(ELSEWHERE, correction="")]
    book = opened(answered(questions, rows))
    assert values(book["Q"][2])[3:8] == ["six", "Счёт 1.pdf", 3, "Total: € 5,00", "corrected"]
    (row,) = book["Answers 2"].iter_rows(min_row=2)
    assert values(row)[1:7:5] == ["six", "corrected; model said: € 5,00"]


def test_every_other_part_is_the_same(questions: Path) -> None:
    def parts(file: Path) -> dict[str, bytes]:
        with zipfile.ZipFile(file) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    before, after = parts(questions), parts(answered(questions))
    changed = {name for name in before if before[name] != after[name]}
    sheet = "xl/worksheets/sheet1.xml"
    assert changed == {
        *("xl/styles.xml", "xl/workbook.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels", sheet),
        "xl/worksheets/_rels/sheet1.xml.rels",
    }
    for piece in (b'<c r="C4"><f>C2+C3</f><v /></c>', b'<tableParts count="1">', b'<mergeCell ref="A8:C8" />'):
        assert piece in before[sheet]
        assert piece in after[sheet]


def test_charts_pictures_and_macros_stay(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["Question", 1], ["When?", 2]):
        sheet.append(row)
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=2))
    sheet.add_chart(chart, "D1")
    picture = io.BytesIO()
    Image.new("RGB", (300, 20), "red").save(picture, "PNG")
    sheet.add_image(SheetImage(picture), "N2")
    book.save(tmp_path / "q.xlsx")
    with zipfile.ZipFile(tmp_path / "q.xlsx", "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macros")
    (tmp_path / "q.xlsx").rename(tmp_path / "q.xlsm")
    out = answered(tmp_path / "q.xlsm")
    sheet = opened(out).worksheets[0]
    assert (len(sheet._charts), len(sheet._images)) == (1, 1)
    assert zipfile.ZipFile(out).read("xl/vbaProject.bin") == b"macros"
    titles = [cell for cell in sheet[1] if cell.value == "Answer"]
    assert titles[0].column > sheet._images[0].anchor._from.col + 5, "not under the picture"


PLAIN = (
    '<dimension ref="A1:B2"/><cols><col min="1" max="1" width="9"/>'
    '<col min="2" max="16384" width="5" hidden="1"/></cols><sheetData>'
    '<row r="1" spans="1:2" ht="15"><c t="s"><v>0</v></c></row><row ht="15" customHeight="1"><c t="s"><v>1</v></c>'
    '<c s="0"/><c s="0"/></row><row r="9" a="&gt;/>"/></sheetData><conditionalFormatting sqref="A1">'
    '<cfRule type="containsBlanks" priority="1"/></conditionalFormatting>'
    '<hyperlinks><hyperlink ref="A1" location="b"/></hyperlinks>'
    '<pageMargins left="1"/>'
)
SHARED = "<si><t>Question</t></si><si><t>When?</t></si>"


@pytest.mark.parametrize("space", [MAIN, STRICT])
@pytest.mark.parametrize("prefix", ["", "x"])
def test_a_workbook_of_another_program(tmp_path: Path, prefix: str, space: str) -> None:
    file = raw_workbook(tmp_path / "q.xlsx", PLAIN, SHARED, prefix=prefix, space=space)
    out = answered(file, [replace(TOTAL, question="When?", answer="<&>\n\U0001f9fe")])
    with zipfile.ZipFile(out) as archive:
        text = archive.read("xl/worksheets/sheet1.xml").decode()
    dot = f"{prefix}:" if prefix else ""
    assert f'<{dot}row r="1" ht="15"><{dot}c t="s"><{dot}v>0</{dot}v></{dot}c><{dot}c r="B1"' in text
    assert f'<{dot}row ht="15" customHeight="1">' in text
    assert f'<{dot}dimension ref="A1:G2"/>' in text
    assert f'<{dot}col min="8" max="16384" width="5" hidden="1"/>' in text
    assert text.count(f"<{dot}hyperlinks>") == 1
    again = read_questions(out)
    assert [question.text for question in again.questions] == ["When?"]
    if space == MAIN:  # openpyxl does not know the other
        sheet = opened(out).worksheets[0]
        assert values(sheet[2])[:4] == ["When?", "<&>\n\U0001f9fe", "Счёт 1.pdf", 3]
        assert not sheet.column_dimensions["B"].hidden


def test_a_full_sheet_is_told(tmp_path: Path) -> None:
    cells = '<sheetData><row r="1"><c r="A1" t="s"><v>1</v></c><c r="XFC1"><v>1</v></c></row></sheetData>'
    with pytest.raises(SheetIsFull):
        answered(raw_workbook(tmp_path / "q.xlsx", cells, SHARED))
    assert [file.name for file in tmp_path.iterdir()] == ["q.xlsx"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_text_file_stays_as_it_was_written(tmp_path: Path, encoding: str, delimiter: str) -> None:
    text = '№;Вопрос;x\r\n\r\n1;Кто подписал?;=1+1\n2;\'When?\';"a ""b"""\r3;When?\r\n4;Never?;;;'
    file = tmp_path / "q.csv"
    file.write_bytes(text.replace(";", delimiter).encode(encoding))
    written = answered(file).read_bytes().decode(encoding).replace(delimiter, ";").split("\r\n")
    assert written[0] == "№;Вопрос;x;;;Answer;File;Page;Evidence;Status;Further answers"
    assert written[1] == ""
    third, rest = written[2].split("\n")
    assert third.startswith("1;Кто подписал?;=1+1;;;'=HYPERLINK(1);")
    assert third.endswith('/docs/b.pdf;2;\'-2+3;"done; 1 page failed";' if delimiter == ";" else "1 page failed;")
    assert rest.startswith('2;\'When?\';"a ""b"""\r3;When?;;;;;')
    assert written[3] == "4;Never?;;;"


def test_what_the_encoding_lacks_changes_it(tmp_path: Path) -> None:
    (tmp_path / "q.csv").write_bytes("Вопрос;№\nКто?;1\n".encode("cp1251"))
    rows = [replace(SIGNED, question="Кто?", answer="🧾")]
    assert (
        answered(tmp_path / "q.csv", rows).read_bytes().decode("utf-8-sig").endswith(";🧾;/docs/b.pdf;2;'-2+3;done;\n")
    )


def test_one_column_becomes_a_table(tmp_path: Path) -> None:
    set_language("ru")
    (tmp_path / "q.csv").write_text('When?\n"What is, then; the total?"\n')
    rows = [replace(TOTAL, question="What is, then; the total?")]
    assert answered(tmp_path / "q.csv", rows, delimiter=";").read_text(encoding="utf-8") == (
        'When?\n"What is, then; the total?";€ 5,00;/docs/Счёт 1.pdf;3;Total: € 5,00;готово;\n'
    )
    (tmp_path / "q.txt").write_text("When?\n\n2031\nКто, всё-таки?")
    lines = answered(tmp_path / "q.txt", [replace(ABSENT, question="Кто, всё-таки?")]).read_text(encoding="utf-8-sig")
    assert list(csv.reader(io.StringIO(lines))) == [
        ["Вопрос", "Ответ", "Файл", "Страница", "Основание", "Состояние", "Ещё ответов"],
        ["When?"],
        ["2031"],
        ["Кто, всё-таки?", "", "", "", "", "не найдено", ""],
    ]


letters = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], include_characters='\n\t;,"')
texts = st.text(letters, min_size=1, max_size=30).map(str.strip)


@anything
@given(st.lists(st.tuples(texts, texts).filter(all), min_size=1, max_size=5, unique_by=lambda told: told[0]))
def test_whatever_is_answered_comes_out_of_both(tmp_path: Path, told: list[tuple[str, str]]) -> None:
    pairs = [(f"Which {question}x?", f"x {answer}") for question, answer in told]
    held = io.StringIO()
    csv.writer(held).writerows([["id", "question"], *([str(n), question] for n, (question, _) in enumerate(pairs))])
    (tmp_path / "q.csv").write_text(held.getvalue(), encoding="utf-8-sig", newline="")
    sheet = read_questions(tmp_path / "q.csv")
    answers = dict(pairs)
    assert [one.text for one in sheet.questions] == list(answers)
    rows = [replace(TOTAL, question=one.text, answer=answers[one.text]) for one in sheet.questions]
    written = answered(tmp_path / "q.csv", rows).read_bytes().decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(written, newline="")))[1:]
    assert [(line[1], line[2]) for line in lines] == [(question, holdable(answer)) for question, answer in pairs]
    book = openpyxl.Workbook()
    for row in [["Question"], *([cell_text(question)] for question in answers)]:
        book.active.append(row)
    book.save(tmp_path / "q.xlsx")
    cells = opened(answered(tmp_path / "q.xlsx", rows)).worksheets[0].iter_rows(min_row=2, values_only=True)
    assert [cell[1] for cell in cells] == [cell_text(answer) for answer in answers.values()]


@pytest.mark.parametrize(
    ("rows", "answer", "status", "others"),
    [
        ([TOTAL, ELSEWHERE], "7.50", "done", 1),
        ([ELSEWHERE, replace(TOTAL, correction="six")], "six", "corrected", 1),
        ([replace(TOTAL, correction=""), NOWHERE], "", "corrected", 0),
        ([NOWHERE, replace(NOWHERE, correction="eight")], "eight", "corrected", 0),
        ([NOWHERE, replace(NOWHERE, status=Status.FAILED, error="Why.")], "", "not found; 1 page failed", 0),
        ([replace(NOWHERE, status=Status.FAILED, error="Why.")] * 2, "", "failed: Why.", 0),
        ([replace(NOWHERE, status=Status.BLANK)], "", "blank", 0),
        ([replace(NOWHERE, status=Status.QUEUED), TOTAL], "€ 5,00", "done; 1 page not asked", 0),
        ([replace(TOTAL, confidence=None), replace(TOTAL, answer="b", confidence=None)], "€ 5,00", "done", 1),
    ],
)
def test_the_best_answer_counts(tmp_path: Path, rows: list[Row], answer: str, status: str, others: int) -> None:
    (tmp_path / "q.csv").write_text("id;question\n1;What is the total?\n")
    out = answered(tmp_path / "q.csv", rows).read_text(encoding="utf-8")
    line = list(csv.reader(io.StringIO(out), delimiter=";"))[1]
    assert (line[2], line[6], line[7]) == (answer, status, str(others or ""))


def test_the_file_may_have_changed_meanwhile(questions: Path, tmp_path: Path) -> None:
    sheet = read_questions(questions)
    book = opened(questions)
    book["Q"].insert_rows(1)
    book["Q"].insert_cols(1)
    book["Q"]["C4"], book["Q"]["C5"] = book["Q"]["C5"].value, book["Q"]["C4"].value
    book.save(questions)
    write_answers(sheet, ROWS, tmp_path / "out.xlsx", cancel=CancelToken())
    written = opened(tmp_path / "out.xlsx")["Q"]
    found = {row[2].value: row[-5].value for row in written.iter_rows(min_row=3, max_row=5)}
    assert found == {"What is the total?": "b.pdf", "Кто подписал?": "b.pdf", "When?": None}
    book["Q"].delete_rows(1, 20)
    book["Q"]["A1"] = "Question"
    book["Q"]["A2"] = "Another?"
    book.save(questions)
    with pytest.raises(SheetChanged):
        write_answers(sheet, ROWS, tmp_path / "out.xlsx", cancel=CancelToken())


def test_what_cannot_be_written_is_told(questions: Path, tmp_path: Path) -> None:
    sheet = read_questions(questions)
    (tmp_path / "link.xlsx").symlink_to(questions)
    stopped = CancelToken()
    stopped.cancel()
    cases: list[tuple[Path, CancelToken, type[AppError]]] = [
        (questions, CancelToken(), WouldReplaceQuestions),
        (tmp_path / "link.xlsx", CancelToken(), WouldReplaceQuestions),
        (tmp_path / "answers.csv", CancelToken(), SheetOfOtherKind),
        (tmp_path / "absent" / "answers.xlsx", CancelToken(), FileNotWritable),
        (tmp_path / "answers.xlsx", stopped, Cancelled),
    ]
    before = questions.read_bytes()
    for out, cancel, kind in cases:
        with pytest.raises(kind):
            write_answers(sheet, ROWS, out, cancel=cancel)
    assert questions.read_bytes() == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["link.xlsx", "Вопросы.xlsx"]


def test_a_day_is_counted_as_the_workbook_counts(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = datetime(1904, 1, 1)  # noqa: DTZ001 - a day, anywhere
    book.active.append(["Question"])
    book.active.append(["When?"])
    book.save(tmp_path / "q.xlsx")
    out = answered(tmp_path / "q.xlsx", [replace(TOTAL, question="When?", answer="2031-02-28")])
    assert opened(out).worksheets[0]["B2"].value == datetime(2031, 2, 28)  # noqa: DTZ001


def test_a_table_that_is_saved_as_text_stays_one(tmp_path: Path) -> None:
    (tmp_path / "q.txt").write_bytes("№\tВопрос\r\n1\tКто подписал?\r\n".encode("utf-16"))
    sheet = read_questions(tmp_path / "q.txt")
    write_answers(sheet, ROWS, tmp_path / "answers.txt", cancel=CancelToken())
    lines = (tmp_path / "answers.txt").read_bytes().decode("utf-16").split("\r\n")
    assert lines[0] == "№\tВопрос\tAnswer\tFile\tPage\tEvidence\tStatus\tFurther answers"
    assert lines[1].startswith("1\tКто подписал?\t'=HYPERLINK(1)\t/docs/b.pdf\t2\t")
