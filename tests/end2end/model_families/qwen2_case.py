"""A language model without eyes: it reads numbered lines; its head has a bias, as that of RuQwen2.5."""

from __future__ import annotations

import dataclasses
import runpy
from collections.abc import Sequence
from pathlib import Path

import torch
from family_case import FamilyCase, made_to_say
from safetensors.torch import load_file
from transformers import AutoTokenizer, Qwen2ForCausalLM

from quizglass.cancellation import CancelToken
from quizglass.geometry import PageRect
from quizglass.models.decoding.loop import Limits
from quizglass.models.engine import Ask, Engine, Glimpse, View
from quizglass.models.prompting import LINES_SYSTEM, with_language
from quizglass.models.text_reader.engine import TextGlimpse, TextReader
from quizglass.pages import Word

SCRIPT = Path(__file__).parents[2] / "checkpoints" / "qwen2.py"


def make(folder: Path) -> object:
    return runpy.run_path(str(SCRIPT))["make"](folder)


def plain(folder: Path, view: View, ask: Ask) -> list[int]:
    """`Qwen2ForCausalLM` of transformers; the bias, which it knows nothing of, is added to its scores."""
    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    bias = load_file(folder / "model.safetensors")["lm_head.bias"]
    model = Qwen2ForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    model.lm_head.register_forward_hook(lambda _head, _hidden, scores: scores + bias)
    lines: dict[int, list[str]] = {}
    for word in view.words:
        lines.setdefault(word.line, []).append(word.text)
    page = "\n".join(f"[L{number}] {' '.join(words)}" for number, words in enumerate(lines.values(), 1))
    asked = [*(exchange.question for exchange in ask.earlier), with_language(ask.question, ask.language)]
    messages = [{"role": "system", "content": LINES_SYSTEM}, {"role": "user", "content": f"{page}\n\n{asked[0]}"}]
    for exchange, following in zip(ask.earlier, asked[1:], strict=True):
        messages.append({"role": "assistant", "content": exchange.answer})
        messages.append({"role": "user", "content": following})
    text = tokenizer.apply_chat_template(messages, add_generation_prompt=True, tokenize=False)
    ids = torch.tensor([tokenizer.encode(text)])
    with torch.inference_mode():
        said = model.generate(
            ids, attention_mask=torch.ones_like(ids), do_sample=False, max_new_tokens=ask.max_new_tokens
        )
    ends = set(model.generation_config.eos_token_id)
    return [token for token in said[0, ids.shape[1] :].tolist() if token not in ends]


def said_tokens(engine: Engine, glimpse: Glimpse, ask: Ask) -> Sequence[int]:
    """The tokens of the answer, without those that end it."""
    assert isinstance(engine, TextReader)
    assert isinstance(glimpse, TextGlimpse)
    assert glimpse.read
    session = engine._session
    limits = Limits(ask.max_new_tokens, session.end_tokens, stop_loops=False)
    return session.say(glimpse.read, ask, limits, on_token=lambda _: None, cancel=CancelToken()).tokens


def point(engine: Engine, glimpse: Glimpse, place: PageRect) -> Sequence[PageRect]:
    """The model names the line at ``place``, the last of the page."""
    assert isinstance(engine, TextReader)
    words = (*glimpse.view.words, Word("481.20", place, 99, 0))
    view = dataclasses.replace(glimpse.view, words=words)
    read = engine.look(view, CancelToken())
    assert read.read
    session = engine._session
    tokenizer = session.loaded.tokenizer
    last = read.read.lines[-1].number
    ids = [*tokenizer.encode(f"481.20 [L{last}]"), *sorted(session.end_tokens)[:1]]
    with made_to_say(session.loaded.model.lm_head, ids):
        reply = engine.answer(read, Ask("What is the total?"), on_text=lambda _: None, cancel=CancelToken())
    assert reply.text == "481.20"
    return [view.words[index].box for index in reply.words]


CASE = FamilyCase("qwen2", make, plain, said_tokens, point)
