"""Sight of families whose pictures are tokens among tokens: positions simply count on."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

import torch

from quizglass.cancellation import CancelToken
from quizglass.geometry import Size
from quizglass.models.decoding.language_model import LanguageModel
from quizglass.models.vision_language.chat_template import TemplateWriter
from quizglass.models.vision_language.sight import Seen, Shown
from quizglass.pages import PageImage


@dataclass(frozen=True)
class Encoded:
    """``ids`` stand for the picture in the prompt; (n, hidden) ``features`` take the places of the image tokens."""

    ids: list[int]
    features: torch.Tensor
    shown: Shown


class SequenceSight(ABC):
    """``tower`` encodes the picture; ``image_token`` is the id of what a feature stands for."""

    def __init__(self, tower: Any, language: LanguageModel, writer: TemplateWriter, image_token: int) -> None:
        self._tower = tower
        self._language = language
        self._writer = writer
        self._image_token = image_token

    @property
    @abstractmethod
    def most_tokens(self) -> int: ...

    @abstractmethod
    def picture_size(self, region: Size, tokens: int) -> tuple[int, int]: ...

    @abstractmethod
    def bytes_per_token(self) -> int: ...

    @abstractmethod
    def encode(self, image: PageImage, tokens: int, cancel: CancelToken) -> Encoded:
        """See `Sight.look`."""

    def look(self, image: PageImage, tokens: int, cancel: CancelToken) -> Seen:
        picture = self.encode(image, tokens, cancel)
        ids = torch.tensor([self._writer.before_picture() + picture.ids], device=self._language.device)
        embeddings = self._language.embed(ids)
        features = picture.features.to(embeddings.device, embeddings.dtype)
        places = (ids == self._image_token).unsqueeze(-1).expand_as(embeddings)
        embeddings = embeddings.masked_scatter(places, features)
        count = ids.shape[1]
        return Seen(embeddings, self._language.text_positions(0, count), count, picture.shown)

    @property
    def tower_layers(self) -> Any:
        """The layers that take turns: the first list of modules in the tower."""
        return next(module for module in self._tower.modules() if isinstance(module, torch.nn.ModuleList))

    def tower_bytes(self, patches: int) -> int:
        """Memory of ``patches`` at work: their pixels, some six hidden vectors and two of the MLP's at once."""
        config = self._tower.config
        vectors = 6 * config.hidden_size + 2 * config.intermediate_size
        return int(patches * (vectors * self._tower.dtype.itemsize + 4 * 3 * config.patch_size**2))
