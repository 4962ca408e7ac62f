"""The tokenizers of the LayoutLM families, tiny: real classes, trained on a few sentences."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from qwen2_vl import ENGLISH, RUSSIAN
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers

ROBERTA_MARKS = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
BERT_MARKS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
VOCABULARY = 512
NUMBERS = "0 1 2 3 4 5 6 7 8 9 481 2025 0417 17 20"
LONGEST = 40
"""Tokens of a window: small, so that few words make several."""
LONGEST_OF_PIECES = 24


def write_byte_level(folder: Path, tokenizer_class: Any) -> Any:
    """RoBERTa's kind: byte-level BPE, a space before every word."""
    trained = Tokenizer(models.BPE())
    trained.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True)
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY,
        special_tokens=ROBERTA_MARKS,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    trained.train_from_iterator([ENGLISH, RUSSIAN], trainer)
    model = json.loads(trained.to_str())["model"]
    merges = [tuple(merge) for merge in model["merges"]]
    return _saved(
        tokenizer_class(vocab=model["vocab"], merges=merges, add_prefix_space=True, model_max_length=LONGEST), folder
    )


def write_word_piece(folder: Path, tokenizer_class: Any) -> Any:
    """BERT's kind: pieces of words in small letters."""
    trained = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    trained.normalizer = normalizers.BertNormalizer(lowercase=True)
    trained.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    trainer = trainers.WordPieceTrainer(vocab_size=VOCABULARY, special_tokens=BERT_MARKS, show_progress=False)
    trained.train_from_iterator([ENGLISH, RUSSIAN, NUMBERS], trainer)
    return _saved(tokenizer_class(vocab=trained.get_vocab(), model_max_length=LONGEST_OF_PIECES), folder)


def write_unigram(folder: Path, tokenizer_class: Any) -> Any:
    """XLM-RoBERTa's kind: the likeliest pieces, in any language."""
    trained = Tokenizer(models.Unigram())
    trained.pre_tokenizer = pre_tokenizers.Metaspace()
    trainer = trainers.UnigramTrainer(
        vocab_size=VOCABULARY, special_tokens=ROBERTA_MARKS, unk_token="<unk>", show_progress=False
    )
    trained.train_from_iterator([ENGLISH, RUSSIAN, NUMBERS], trainer)
    vocabulary = [(piece, score) for piece, score in json.loads(trained.to_str())["model"]["vocab"]]
    return _saved(tokenizer_class(vocab=vocabulary, model_max_length=LONGEST), folder)


def _saved(tokenizer: Any, folder: Path) -> Any:
    tokenizer.save_pretrained(folder)
    return tokenizer
