"""The tokenizer of the nano model: letters and digits one by one, a coordinate or a word of a question as a whole.

It is a byte-level BPE without merges that takes a piece as a whole where the vocabulary has it (``ignore_merges``, as
Llama 3 has it), so any text can be written. A box is six tokens after its "(": ``130,`` ``40)`` ``,(`` ``260,`` ``90)``
and the mark that ends it. Coordinates stand on every tenth step of the grid of 0..1000.
"""

from __future__ import annotations

import re
from pathlib import Path

from qwen2_vl import MARKS, write
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers

from quizglass.models.prompting import LOCATE, NOT_FOUND, SYSTEM

STEP = 10
"""Of the grid of 0..1000: half of it is the most that a coordinate can be off by being written."""
NUMBER_QUESTIONS = (
    "What number is here?",
    "Which number is it?",
    "What is the number?",
    "Read the number.",
    "Какое здесь число?",
    "Какое это число?",
)
WORD_QUESTIONS = (
    "What word is here?",
    "Which word is it?",
    "What is the word?",
    "Read the word.",
    "Какое здесь слово?",
    "Какое это слово?",
)
_LANGUAGES = ("\nAnswer in English.", "\nОтветь по-русски.")
_FIXED = ("system\n" + SYSTEM, LOCATE, NOT_FOUND, "user\n", "assistant\n", *_LANGUAGES)
_BETWEEN_CORNERS = ",("
_WORD = r" ?\p{L}+"
_byte_level = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)


def write_tokenizer(folder: Path) -> Tokenizer:
    """Write ``tokenizer.json`` and its settings into ``folder``."""
    pieces = [*sorted(pre_tokenizers.ByteLevel.alphabet()), *map(_spelled, [*_FIXED, _BETWEEN_CORNERS])]
    pieces += [_spelled(f"{place}{end}") for end in ",)" for place in range(0, 1001, STEP)]
    asked = re.findall(r" ?[^\W\d]+", "\n".join(NUMBER_QUESTIONS + WORD_QUESTIONS))
    pieces += sorted({_spelled(word) for word in asked} - set(pieces))
    tokenizer = Tokenizer(
        models.BPE(vocab={piece: number for number, piece in enumerate(pieces)}, merges=[], ignore_merges=True)
    )
    whole = "|".join(re.escape(text).replace("\\ ", " ").replace("\\\n", "\n") for text in _FIXED)
    split = Regex(rf"{whole}|\d+[,)]|,\(|{_WORD}|[\s\S]")
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Split(split, behavior="isolated"), _byte_level])
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens([AddedToken(mark, special=True, normalized=False) for mark in MARKS])
    tokenizer.save(str(folder / "tokenizer.json"))
    settings = {
        "tokenizer_class": "PreTrainedTokenizerFast",  # Qwen2Tokenizer would split the text in its own way
        "eos_token": "<|im_end|>",
        "pad_token": "<|endoftext|>",
        "bos_token": None,
        "unk_token": None,
        "model_max_length": 32768,
    }
    write(folder / "tokenizer_config.json", settings)
    return tokenizer


def _spelled(text: str) -> str:
    """``text`` in the letters that stand for its bytes."""
    spelled: str = _byte_level.pre_tokenize_str(text)[0][0]
    return spelled
