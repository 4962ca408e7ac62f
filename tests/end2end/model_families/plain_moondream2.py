"""moondream2 written down once more, as formulas over the names of the checkpoint: no module, no cache, no batch.

There is no class of transformers to compare with, and the publisher's own needs its code run from the folder. So this
follows ``moondream/torch`` of vikhyat/moondream step by step, and shares nothing with the engine but that source: every
token is computed from the whole sequence, features are pasted where the publisher pastes them, attention is a softmax.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from safetensors.torch import load_file
from torch.nn import functional

SIDE, PATCH, MARGIN, GRID = 378, 14, 4, 27
WINDOW = (GRID - 2 * MARGIN) * PATCH
Box = tuple[float, float, float, float]


class Plain:
    """One picture, looked at anew for every question."""

    def __init__(self, folder: Path) -> None:
        self.weights = load_file(folder / "model.safetensors")
        said = json.loads((folder / "config.json").read_text(encoding="utf-8"))["config"]
        self.heads = {"vision": said["vision"]["enc_n_heads"], "text": said["text"]["n_heads"]}
        self.layers = {"vision": said["vision"]["enc_n_layers"], "text": said["text"]["n_layers"]}
        self.most_crops = said["vision"]["max_crops"]
        self.templates = said["tokenizer"]["templates"]

    def answer(self, picture: Image.Image, ids: Sequence[int], most: int) -> list[int]:
        template = self.templates["query"]
        sequence = self.begin(picture, [*template["prefix"], *ids, *template["suffix"], *template["suffix"]])
        said: list[int] = []
        while len(said) < most and (token := self.next_token(self.hidden(sequence))) != 0:
            said.append(token)
            sequence = torch.cat([sequence, self.words([token])])
        return said

    def places(self, picture: Image.Image, ids: Sequence[int], most: int) -> list[Box]:
        template = self.templates["detect"]
        sequence = self.begin(picture, [*template["prefix"], *ids, *template["suffix"]])
        found: list[Box] = []
        while len(found) < most and self.next_token(hidden := self.hidden(sequence)) != 0:
            middle = []
            for _ in "xy":
                scores = self.mlp("region.coord_decoder", hidden)
                middle.append(int(scores.argmax()) / 1024)
                sequence = torch.cat([sequence, self.number("coord", [middle[-1]])])
                hidden = self.hidden(sequence)
            steps = self.mlp("region.size_decoder", hidden).view(2, 1024).argmax(dim=-1).tolist()
            width, height = (math.pow(2.0, step / 1023 * 10 - 10) for step in steps)
            sequence = torch.cat([sequence, self.number("size", [width, height])])
            x, y = middle
            found.append((x - width / 2, y - height / 2, x + width / 2, y + height / 2))
        return found

    def begin(self, picture: Image.Image, ids: Sequence[int]) -> torch.Tensor:
        return torch.cat([self.words([0]), self.picture_words(picture), self.words(ids)])

    def words(self, ids: Sequence[int]) -> torch.Tensor:
        return self.weights["model.text.wte"][list(ids)]

    def number(self, kind: str, values: list[float]) -> torch.Tensor:
        angles = 2 * math.pi * torch.tensor([values]) @ self.weights[f"model.region.{kind}_features"]
        return self.linear(f"region.{kind}_encoder", torch.cat([angles.cos(), angles.sin()], dim=-1))

    def next_token(self, hidden: torch.Tensor) -> int:
        return int(self.linear("text.lm_head", self.norm("text.post_ln", hidden)).argmax())

    def hidden(self, values: torch.Tensor) -> torch.Tensor:
        """The last hidden state after (length, width)."""
        for layer in range(self.layers["text"]):
            at = f"text.blocks.{layer}"
            normed = self.norm(f"{at}.ln", values)
            values = values + self.attention(at, normed, causal=True) + self.mlp(f"{at}.mlp", normed)
        return values[-1]

    def attention(self, at: str, values: torch.Tensor, *, causal: bool) -> torch.Tensor:
        length, width = values.shape
        heads = self.heads[at.partition(".")[0]]
        size = width // heads
        query, key, value = self.linear(f"{at}.attn.qkv", values).view(length, 3, heads, size).unbind(1)
        if causal:
            query, key = rotated(query), rotated(key)
        scores = torch.einsum("qhs,khs->hqk", query, key) / math.sqrt(size)
        if causal:
            allowed = torch.ones(length, length, dtype=torch.bool).tril()
            allowed[: GRID**2 + 1, : GRID**2 + 1] = True
            scores = scores.masked_fill(~allowed, -torch.inf)
        heard = torch.einsum("hqk,khs->qhs", scores.softmax(dim=-1), value).reshape(length, width)
        return self.linear(f"{at}.attn.proj", heard)

    def picture_words(self, picture: Image.Image) -> torch.Tensor:
        crops, rows, columns = cut(np.array(picture), self.most_crops)
        whole, *pieces = (self.seen(crop) for crop in crops)
        drawn = pooled(pasted(pieces, rows, columns))
        return self.mlp("vision.proj_mlp", torch.cat([whole, drawn.reshape(GRID**2, -1)], dim=-1))

    def seen(self, crop: np.ndarray) -> torch.Tensor:
        numbers = (torch.tensor(crop).float() / 255 - 0.5) / 0.5
        patches = [
            numbers[top : top + PATCH, left : left + PATCH].permute(2, 0, 1).reshape(-1)
            for top in range(0, SIDE, PATCH)
            for left in range(0, SIDE, PATCH)
        ]
        values = self.linear("vision.patch_emb", torch.stack(patches)) + self.weights["model.vision.pos_emb"][0]
        for layer in range(self.layers["vision"]):
            at = f"vision.blocks.{layer}"
            values = values + self.attention(at, self.norm(f"{at}.ln1", values), causal=False)
            values = values + self.mlp(f"{at}.mlp", self.norm(f"{at}.ln2", values))
        return self.norm("vision.post_ln", values)

    def linear(self, name: str, values: torch.Tensor) -> torch.Tensor:
        return values @ self.weights[f"model.{name}.weight"].T + self.weights[f"model.{name}.bias"]

    def mlp(self, name: str, values: torch.Tensor) -> torch.Tensor:
        return self.linear(f"{name}.fc2", functional.gelu(self.linear(f"{name}.fc1", values), approximate="tanh"))

    def norm(self, name: str, values: torch.Tensor) -> torch.Tensor:
        centred = values - values.mean(dim=-1, keepdim=True)
        scaled = centred / (centred.square().mean(dim=-1, keepdim=True) + 1e-5).sqrt()
        return scaled * self.weights[f"model.{name}.weight"] + self.weights[f"model.{name}.bias"]


def rotated(heads: torch.Tensor) -> torch.Tensor:
    """(length, heads, size): the first half of the numbers of a head as complex ones, turned by their place.

    They are written back one beside the other, not in halves, as the publisher does it: the same for query and key.
    """
    length, _, size = heads.shape
    turning, resting = heads[..., : size // 2], heads[..., size // 2 :]
    real, imaginary = turning.chunk(2, dim=-1)
    frequencies = 1.0 / 10000.0 ** (torch.arange(0, size // 2, 2) / (size // 2))
    angles = torch.outer(torch.arange(length).float(), frequencies)
    turned = torch.complex(real, imaginary) * torch.polar(torch.ones_like(angles), angles).unsqueeze(1)
    return torch.cat([torch.view_as_real(turned).flatten(-2), resting], dim=-1)


def cut(picture: np.ndarray, most: int) -> tuple[list[np.ndarray], int, int]:
    """The whole picture and its crops, how many rows and columns of them."""
    height, width = picture.shape[:2]
    rows, columns = tiles(height - 2 * MARGIN * PATCH, width - 2 * MARGIN * PATCH, most)
    size = columns * WINDOW + 2 * MARGIN * PATCH, rows * WINDOW + 2 * MARGIN * PATCH
    image = Image.fromarray(picture)
    drawn = np.array(image.resize(size, Image.Resampling.LANCZOS))
    crops = [np.array(image.resize((SIDE, SIDE), Image.Resampling.LANCZOS))]
    for row in range(rows):
        crops.extend(drawn[row * WINDOW :, column * WINDOW :][:SIDE, :SIDE] for column in range(columns))
    return crops, rows, columns


def tiles(height: int, width: int, most: int) -> tuple[int, int]:
    if height <= WINDOW or width <= WINDOW:
        return 1, 1
    rows, columns = math.ceil(height / WINDOW), math.ceil(width / WINDOW)
    if rows * columns > most:
        ratio = math.sqrt(most / (rows * columns))
        return max(1, math.floor(rows * ratio)), max(1, math.floor(columns * ratio))
    rows = max(math.floor(math.sqrt(most * height / width)), rows)
    columns = max(math.floor(math.sqrt(most * width / height)), columns)
    if rows * columns > most:
        rows, columns = (rows, most // rows) if columns > rows else (most // columns, columns)
    return max(1, rows), max(1, columns)


def pasted(pieces: Sequence[torch.Tensor], rows: int, columns: int) -> torch.Tensor:
    inner = GRID - 2 * MARGIN
    paper = torch.zeros(rows * inner + 2 * MARGIN, columns * inner + 2 * MARGIN, pieces[0].shape[-1])
    for number, piece in enumerate(pieces):
        row, column = divmod(number, columns)
        top, left = (0 if place == 0 else MARGIN for place in (row, column))
        bottom = GRID if row == rows - 1 else GRID - MARGIN
        right = GRID if column == columns - 1 else GRID - MARGIN
        own = piece.view(GRID, GRID, -1)[top:bottom, left:right]
        paper[row * inner + top : row * inner + bottom, column * inner + left : column * inner + right] = own
    return paper


def pooled(paper: torch.Tensor) -> torch.Tensor:
    """Means over the parts of a grid, which overlap where the paper cannot be divided evenly."""

    def parts(length: int) -> list[slice]:
        return [slice(at * length // GRID, -(-(at + 1) * length // GRID)) for at in range(GRID)]

    down, across = parts(paper.shape[0]), parts(paper.shape[1])
    return torch.stack([torch.stack([paper[rows, columns].mean(dim=(0, 1)) for columns in across]) for rows in down])
