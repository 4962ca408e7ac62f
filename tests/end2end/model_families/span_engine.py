"""What a span engine points at, and what the question answering of transformers makes of the same scores."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from PIL import Image
from plain_qwen_vl import picture_of
from transformers.pipelines.document_question_answering import select_starts_ends

from quizglass.cancellation import CancelToken
from quizglass.geometry import PageRect
from quizglass.models.engine import Ask, Engine, Glimpse, View
from quizglass.models.spans.best_span import LONGEST_ANSWER
from quizglass.pages import Word


def pointed_words(engine: Engine, glimpse: Glimpse, ask: Ask) -> Sequence[int]:
    return engine.answer(glimpse, ask, on_text=lambda _: None, cancel=CancelToken()).words


def boxes_when_pointing(engine: Engine, glimpse: Glimpse, place: PageRect) -> Sequence[PageRect]:
    """The page's only word stands at ``place``: where the answer lies, whatever the weights say."""
    view = dataclasses.replace(glimpse.view, words=(Word("481.20", place, 0, 0),))
    alone = engine.look(view, CancelToken())
    reply = engine.answer(alone, Ask("What is the total?"), on_text=lambda _: None, cancel=CancelToken())
    return [view.words[index].box for index in reply.words] or engine.locate(alone, "481.20", CancelToken())


def boxes_of(view: View) -> list[list[int]]:
    """As LayoutLM's processors normalize them."""
    return [[int(1000 * edge) for edge in (w.box.x0, w.box.y0, w.box.x1, w.box.y1)] for w in view.words]


def page_of(view: View, side: int) -> Image.Image:
    """The region's picture where it stands on the page."""
    assert view.image
    region = view.region
    left, top, right, bottom = (round(side * edge) for edge in (region.x0, region.y0, region.x1, region.y1))
    page = Image.new("RGB", (side, side), "white")
    picture = picture_of(view.image).resize((right - left, bottom - top), Image.Resampling.BILINEAR)
    page.paste(picture, (left, top))
    return page


def plain_words(model: Any, tokenizer: Any, view: View, ask: Ask, seen: dict[str, torch.Tensor]) -> list[int]:
    """The indices of the words that answer, by the functions that transformers' own pipeline is made of."""
    encoded = tokenizer(
        text=[ask.question],
        text_pair=[[word.text for word in view.words]],
        boxes=[boxes_of(view)],
        max_length=tokenizer.model_max_length,
        stride=tokenizer.model_max_length // 2,
        truncation="only_second",
        return_overflowing_tokens=True,
        return_token_type_ids=True,
    )
    found, null = [], 1e6
    for number in range(len(encoded["input_ids"])):
        names = ["input_ids", "attention_mask", "bbox"] + ["token_type_ids"] * (model.config.type_vocab_size > 1)
        window = {name: torch.tensor([encoded[name][number]]) for name in names}
        count = window["input_ids"].shape[1]
        with torch.inference_mode():
            scores = model(**window, **seen)
        masked = np.array([[sequence != 1 for sequence in encoded.sequence_ids(number)]])
        masked[0, 0] = False
        starts, ends, probabilities, null = select_starts_ends(
            scores.start_logits[:, :count].numpy(),
            scores.end_logits[:, :count].numpy(),
            masked,
            window["attention_mask"].numpy(),
            min_null_score=null,
            handle_impossible_answer=True,
            max_answer_len=LONGEST_ANSWER,
        )
        words = encoded.word_ids(number)
        found += [
            (float(probability), words[start], words[end])
            for start, end, probability in zip(starts, ends, probabilities, strict=True)
            if words[start] is not None and words[end] is not None
        ]
    assert len(encoded["input_ids"]) > 1, "several windows are what is to be compared"
    probability, first, last = max(found)
    return list(range(first, last + 1)) if probability >= null else []
