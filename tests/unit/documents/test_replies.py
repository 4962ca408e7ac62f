"""Results cross from the worker unchanged; what a worker should never say is refused and runs nothing."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizglass.documents import replies
from quizglass.errors import AppError, DamagedPage, PictureTooLarge, WrongPassword
from quizglass.geometry import PageRect, Size
from quizglass.pages import DocumentInfo, OutlineEntry, PackedPicture, PackedPictures, PageImage, PageText, Word

unit = st.floats(0, 1)
rects = st.builds(PageRect.from_corners, unit, unit, unit, unit)
words = st.builds(
    Word, st.text(min_size=1), rects, st.integers(0, 99), st.integers(0, 99), unit, st.sampled_from(["text", "ocr"])
)
texts = st.builds(PageText, st.lists(words, max_size=5).map(tuple), st.booleans(), st.booleans())
sizes = st.lists(st.builds(Size, st.floats(1, 1e4), st.floats(1, 1e4)), min_size=1, max_size=5).map(tuple)
entries = st.builds(OutlineEntry, st.integers(0, 9), st.text(), st.none() | st.integers(0, 99), unit)


pictures = st.builds(
    PackedPicture, st.binary(), st.sampled_from(["png", "jpeg"]), st.integers(1, 900), st.integers(1, 900)
)
packed = st.builds(PackedPictures, st.lists(st.none() | pictures, max_size=4).map(tuple))


@st.composite
def infos(draw: st.DrawFn) -> DocumentInfo:
    found = draw(sizes)
    outline = draw(st.lists(entries, max_size=3).map(tuple))
    texts = st.lists(st.text(), max_size=3).map(tuple)
    return DocumentInfo(
        len(found), found, draw(texts), outline, draw(st.text()), draw(st.booleans()), draw(texts), draw(st.text())
    )


@given(texts | infos() | packed | st.text())
def test_values_arrive_as_they_were(result: replies.Result) -> None:
    assert replies.unpack(*replies.pack(result)) == result


def test_a_picture_travels_beside_the_message() -> None:
    image = PageImage(2, 2, 6, bytes(range(12)))
    message, picture = replies.pack(image)
    assert picture is image.data
    assert replies.unpack(message, picture) == image


@pytest.mark.parametrize(
    "error", [DamagedPage(name="a.pdf", page=3), WrongPassword(name="б.pdf"), PictureTooLarge(width=1, height=2)]
)
def test_errors_keep_kind_and_fields(error: AppError) -> None:
    back = replies.unpack(*replies.pack(error))
    assert type(back) is type(error)
    assert isinstance(back, AppError)
    assert back.params == error.params


class Hostile:
    def __reduce__(self) -> tuple[object, ...]:
        return print, ("this must never run",)


@pytest.mark.parametrize(
    "said",
    [
        Hostile(),
        ("text", [Hostile()], True, True),
        ("picture", 10_000, 10_000, 30_000),
        ("picture", -1, -1, -3),
        ("packed", [("../../exe", 1, 1, 0)]),
        ("packed", [("png", -1, 1, 0)]),
        ("text", [("a", (0.9, 0, 0.1, 1), 0, 0, 1.0, "text")], True, False),
        ("error", "no such code", {}),
        ("gibberish",),
        (),
        None,
        17,
    ],
)
def test_what_is_not_a_reply_is_refused(said: object, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(replies.NotAReply):
        replies.unpack(pickle.dumps(said), b"")
    assert capsys.readouterr().out == ""


@given(st.binary(max_size=60))
def test_any_bytes_are_refused_in_one_way(message: bytes) -> None:
    with pytest.raises(replies.NotAReply):
        replies.unpack(message, b"")
