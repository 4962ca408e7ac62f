"""What an engine has looked at, kept for the next question: the newest, as much as memory allows."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from quizglass.answering.kept_readings import FileVersion, file_version
from quizglass.geometry import RegionPart
from quizglass.models.engine import Glimpse, Held, OfPicture, Parkable
from quizglass.models.glimpse_room import room_for_glimpses
from quizglass.pages import DocumentSource, Word

log = logging.getLogger(__name__)

Room: TypeAlias = Callable[[Held], Held]
"""What may be held, told what is."""

_NO_FILE: Final = (0, 0)


@dataclass(frozen=True, slots=True)
class Place:
    """What was looked at: parts of pages of a file as it was at ``version``."""

    document: DocumentSource
    version: FileVersion
    parts: tuple[RegionPart, ...]

    @classmethod
    def now(cls, document: DocumentSource, parts: tuple[RegionPart, ...]) -> Place:
        return cls(document, file_version(document), parts)


class Glimpses:
    """Of one engine, from one load to its end. For the model thread only.

    Over the bound, those asked longest ago leave the card first, then they are forgotten.
    """

    def __init__(self, room: Room = room_for_glimpses) -> None:
        self._room = room
        self._kept: OrderedDict[Place, Glimpse] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def held(self) -> Held:
        return sum((glimpse.held for glimpse in self._kept.values()), Held())

    def find(self, place: Place, words: tuple[Word, ...], pixels: tuple[int, int] | None) -> Glimpse | None:
        """The glimpse that a look at ``place`` would give, with all the ``words`` of its page; else None.

        ``pixels`` is the size of the picture that would be shown now. A larger one tells no less.
        """
        self._forget_versions(place)
        glimpse = self._kept.pop(place, None)
        # What has been freed for want of memory would be looked at anew, in memory as it was then.
        if glimpse is None or not glimpse.held.total or not _is_as_large(glimpse, pixels):
            return None
        if glimpse.view.words != words:
            if not isinstance(glimpse, OfPicture):
                return None
            glimpse.tell(words)
        self._kept[place] = glimpse
        return glimpse

    def keep(self, place: Place, glimpse: Glimpse) -> None:
        """Keep the newest, and of the others what there is room for. A file that changes meanwhile is not kept."""
        if not glimpse.held.total or place.version == _NO_FILE or file_version(place.document) != place.version:
            return
        self._kept[place] = glimpse
        self._kept.move_to_end(place)
        self.make_room(but=glimpse)

    def make_room(self, but: Glimpse | None = None) -> None:
        """Hold no more than there is room for, as memory is now. Nothing happens to the glimpse ``but``."""
        if not self._kept:
            return
        bound = self._room(self.held)
        others = [place for place, glimpse in self._kept.items() if glimpse is not but]
        for place in others:
            if self.held.card <= bound.card:
                break
            if self._kept[place].held.card:
                self._park(place)
        for place in others:
            if self.held.memory <= bound.memory:
                break
            self._kept.pop(place, None)

    def drop(self, glimpse: Glimpse) -> None:
        """Forget this one, if it is kept."""
        for place in [place for place, kept in self._kept.items() if kept is glimpse]:
            del self._kept[place]

    def forget(self, path: str | None = None) -> None:
        """Forget all of the document at ``path``, or of every one."""
        for place in [place for place in self._kept if path is None or place.document.path == path]:
            del self._kept[place]

    def clear(self) -> None:
        self._kept.clear()

    def _park(self, place: Place) -> None:
        glimpse = self._kept[place]
        try:
            if isinstance(glimpse, Parkable):
                glimpse.park()
        except (MemoryError, RuntimeError) as error:
            log.warning("a glimpse cannot wait off the card: %s", type(error).__name__)
        if glimpse.held.card:
            del self._kept[place]

    def _forget_versions(self, place: Place) -> None:
        """Forget what the file was before."""
        for kept in [kept for kept in self._kept if kept.document.path == place.document.path]:
            if kept.version != place.version:
                del self._kept[kept]


def _is_as_large(glimpse: Glimpse, pixels: tuple[int, int] | None) -> bool:
    image = glimpse.view.image
    if image is None or pixels is None:
        return image is None and pixels is None
    return image.width >= pixels[0] and image.height >= pixels[1]
