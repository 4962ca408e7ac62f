"""A byte-level tokenizer in the form of Qwen's, made here: nothing is downloaded to measure a model."""

from __future__ import annotations

from pathlib import Path

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

from quizglass.json_file import write_json
from quizglass.models.prompting import LOCATE, SYSTEM
from quizglass.models.qwen2_vl.prompt import MARKS, TURN_END

_VOCABULARY = 900
"""Without the marks. What a text is cut into matters to a measurement only by how many pieces there are."""
_SPLIT = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
_CHAT_TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n"
    "{% if message['content'] is string %}{{ message['content'] }}{% else %}{% for part in message['content'] %}"
    "{% if part['type'] == 'image' %}<|vision_start|><|image_pad|><|vision_end|>"
    "{% elif 'text' in part %}{{ part['text'] }}{% endif %}{% endfor %}{% endif %}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
_TEXTS = (
    SYSTEM,
    LOCATE,
    "system user assistant What is the invoice number? Who is the seller? What is the total? When is it due?",
    "Счёт на оплату, договор аренды, сумма к оплате, дата, номер, продавец, покупатель, адрес, срок действия.",
)


def write_tokenizer(folder: Path) -> dict[str, int]:
    """Write the tokenizer's files into ``folder``; the id of each of Qwen's marks."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(_SPLIT), behavior="isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=_VOCABULARY, initial_alphabet=alphabet, show_progress=False)
    tokenizer.train_from_iterator(_TEXTS, trainer)
    tokenizer.add_special_tokens([AddedToken(mark, special=True, normalized=False) for mark in MARKS])
    tokenizer.save(str(folder / "tokenizer.json"))
    named = {"eos_token": TURN_END, "pad_token": MARKS[0]}
    write_json(
        folder / "tokenizer_config.json",
        {
            "tokenizer_class": "Qwen2Tokenizer",
            "bos_token": None,
            "unk_token": None,
            "add_prefix_space": False,
            "additional_special_tokens": [mark for mark in MARKS if mark not in named.values()],
            "model_max_length": 32768,
            "chat_template": _CHAT_TEMPLATE,
            **named,
        },
    )
    known = tokenizer.get_vocab()
    return {mark: int(known[mark]) for mark in MARKS}
