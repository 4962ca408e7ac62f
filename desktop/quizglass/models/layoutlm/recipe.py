"""LayoutLM: `LayoutLMForQuestionAnswering`. It does not see the page; its tokenizers are those of plain text.

impira/layoutlm-document-qa has the vocabulary of RoBERTa, the models of Microsoft that of BERT: the folder says which.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from transformers import AutoTokenizer, LayoutLMForQuestionAnswering

from quizglass.models.loading.weights import FROM_FOLDER
from quizglass.models.spans.recipe import SpanRecipe


def _tokenizer(folder: Path) -> Any:
    return AutoTokenizer.from_pretrained(folder, **FROM_FOLDER)


RECIPE = SpanRecipe(LayoutLMForQuestionAnswering, _tokenizer, takes_boxes=False)
