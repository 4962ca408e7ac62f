"""Text comes whole out of single tokens: Cyrillic, emoji, markup."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer, decoders, models
from transformers import PreTrainedTokenizerFast

from quizglass.models.decoding.text_stream import (
    HeldBack,
    TextStream,
    sentencepiece_bytes,
    spelling_of,
    token_bytes,
)
from quizglass.models.vision_language.json_answer import labels, may_be_json


@pytest.fixture(scope="module")
def tokenizer(tiny_folder: Path) -> Any:
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(tiny_folder, local_files_only=True)


def stream(tokenizer: Any) -> TextStream:
    marks = {token: added.content for token, added in tokenizer.added_tokens_decoder.items()}
    return TextStream(tokenizer.convert_ids_to_tokens, marks)


def pieces(tokenizer: Any, ids: list[int]) -> list[str]:
    made = stream(tokenizer)
    return [*(made.feed(token) for token in ids), made.finish()]


@given(text=st.text(max_size=60))
def test_any_text_comes_back_whole(tokenizer: Any, text: str) -> None:
    ids = tokenizer.encode(text, add_special_tokens=False, split_special_tokens=True)
    made = pieces(tokenizer, ids)
    assert "".join(made) == tokenizer.decode(ids)
    assert all("�" not in piece for piece in made) or "�" in text


@given(ids=st.lists(st.integers(0, 511), max_size=60))
def test_any_tokens_give_what_the_tokenizer_gives(tokenizer: Any, ids: list[int]) -> None:
    marks = tokenizer.added_tokens_decoder
    plain = [token for token in ids if token not in marks]
    assert "".join(pieces(tokenizer, plain)) == tokenizer.decode(plain)


def test_a_letter_is_shown_when_its_last_byte_has_come(tokenizer: Any) -> None:
    ids = tokenizer.encode("₽", add_special_tokens=False)
    assert len(ids) == 3, "the sign must be cut for this to prove anything"
    assert pieces(tokenizer, ids) == ["", "", "₽", ""]


def test_markup_is_taken_out_and_boxes_are_read(tokenizer: Any) -> None:
    text = "The total <|object_ref_start|>42,00 ₽<|object_ref_end|><|box_start|>(10,20),(30,40)<|box_end|> is due."
    made = stream(tokenizer)
    shown = "".join(made.feed(token) for token in tokenizer.encode(text)) + made.finish()
    assert shown == made.text == "The total 42,00 ₽ is due."
    assert made.boxes == ((10, 20, 30, 40),)


@pytest.mark.parametrize("cut", ["<|box_start|>(10,20),(3", "<|box_start|>", "<|box_start|>nonsense<|box_end|>"])
def test_a_box_cut_off_is_not_shown(tokenizer: Any, cut: str) -> None:
    made = stream(tokenizer)
    shown = "".join(made.feed(token) for token in tokenizer.encode("42" + cut)) + made.finish()
    assert shown == "42"
    assert made.boxes == ()


def test_two_boxes_in_one_pair_of_marks(tokenizer: Any) -> None:
    made = stream(tokenizer)
    for token in tokenizer.encode("<|box_start|>(1,2),(3,4)<|box_start|>(5,6),(7,8)<|box_end|>"):
        made.feed(token)
    made.finish()
    assert made.boxes == ((1, 2, 3, 4), (5, 6, 7, 8))


def test_not_found_is_never_shown() -> None:
    shown: list[str] = []
    held = HeldBack(shown.append)
    for piece in ("N", "OT", " FOU", "ND"):
        held.feed(piece)
    assert shown == []


def test_what_only_begins_like_it_is_shown() -> None:
    shown: list[str] = []
    held = HeldBack(shown.append)
    for piece in (" ", "No", "t", " later", " than", " May"):
        held.feed(piece)
    assert shown == ["Not later", " than", " May"]


def test_sentencepiece_is_spelled_by_its_own_rules() -> None:
    pieces = ["▁Да", "▁", "<0xD1>", "<0x8B>", "!", "▁x"]
    stream = TextStream(lambda token: pieces[token], {}, sentencepiece_bytes)
    assert [stream.feed(token) for token in range(len(pieces))] == [" Да", " ", "", "ы", "!", " x"]
    assert stream.text == "Да ы! x"


@pytest.mark.parametrize(
    ("decoder", "spelling"),
    [
        (decoders.ByteLevel(), token_bytes),
        (
            decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()]),
            sentencepiece_bytes,
        ),
        (decoders.Metaspace(), sentencepiece_bytes),
    ],
)
def test_a_vocabulary_tells_how_it_spells(decoder: Any, spelling: object) -> None:
    tokenizer = Tokenizer(models.BPE())
    tokenizer.decoder = decoder
    assert spelling_of(PreTrainedTokenizerFast(tokenizer_object=tokenizer)) is spelling


def test_numbers_beyond_the_vocabulary_say_nothing() -> None:
    """Published heads are padded: they have more rows than the tokenizer has tokens."""
    stream = TextStream(lambda _: None, {})
    assert stream.feed(151_900) + stream.finish() == ""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('[{"bbox_2d": [1, 2, 3, 4], "label": "481.20"}]', "481.20"),
        ('{"bbox_2d": [1, 2, 3, 4], "label": "\\u0434\\u0430"}, {"label": "no"}, {"label": "no"}', "да; no"),
        ('[{"bbox_2d": [1, 2, 3, 4]}]', ""),
        ('[{"label": "\\x"}]', ""),
        ('[{"label": "cut off', ""),
    ],
)
def test_the_answer_of_boxes_is_what_stands_in_them(text: str, shown: str) -> None:
    assert labels(text) == shown


@pytest.mark.parametrize(
    ("text", "held"),
    [("", True), ("``", True), ("```json\n[", True), (" [{", True), ("```python", False), ("The total", False)],
)
def test_json_is_held_back_until_it_is_known(text: str, held: bool) -> None:
    assert may_be_json(text) is held
