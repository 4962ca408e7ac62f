"""The `Engine` of a server's model: pictures or lines out, text in, nothing computed here.

Several threads may look and ask at once, up to `Server.parallel`.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import partial
from typing import TYPE_CHECKING, Any

from quizglass.cancellation import CancelToken
from quizglass.errors import (
    Cancelled,
    DependencyMissing,
    PictureRefused,
    ServerLacksModel,
    ServerOnlyThought,
    TextRefused,
)
from quizglass.geometry import WHOLE_PAGE, PageRect, Size
from quizglass.models.boxes import GRID, on_page, parse_boxes
from quizglass.models.engine import Ask, EngineInfo, EngineKind, Glimpse, Reply, View
from quizglass.models.image_budget import MOST_TOKENS, picture_size
from quizglass.models.prompting import LINES_SYSTEM, SYSTEM, says_not_found
from quizglass.models.server import keys, messages, picture
from quizglass.models.server.glimpses import PictureGlimpse, ServerGlimpse, TextGlimpse
from quizglass.models.server.hearing import Hearing
from quizglass.models.server.patience import USUAL, Patience
from quizglass.models.server.server import Pointing, Server
from quizglass.sampling import Sampling

if TYPE_CHECKING:
    import httpx2

    from quizglass.models.server.connection import Connection

SMALLER_FOR_SERVER = "smaller-for-server"
"""The notice of an answer for which the picture was made smaller, because the server took no larger one."""
_BOX_TOKENS = 128


class ServerEngine:
    """``key`` is sent with each request, "" for none; None looks into the keyring."""

    def __init__(self, server: Server, *, key: str | None = None, patience: Patience = USUAL) -> None:
        self._server = server
        self._key = key
        self._patience = patience
        self._open: Connection | None = None
        self._most_tokens = MOST_TOKENS
        kind = EngineKind.VISION if server.sees else EngineKind.READER
        self._info = EngineInfo(server.id, server.name, kind, device=server.host)

    @property
    def info(self) -> EngineInfo:
        return self._info

    def load(self, progress: Callable[[float], None], cancel: CancelToken) -> None:
        """Reach the server once, so that a wrong address or key is known before a question is asked."""
        if self._open is not None:
            return
        progress(0.0)
        try:
            from quizglass.models.server.connection import Connection
        except ImportError as error:
            package = error.name or "httpx2"
            raise DependencyMissing(model=self._info.name, package=package, command=f"pip install {package}") from error
        key = keys.key_of(self._server) if self._key is None else self._key
        connection = Connection(self._server, key, self._patience)
        try:
            connection.run(self._served, cancel)
        except BaseException:
            connection.close()
            raise
        self._open = connection
        progress(1.0)

    def image_size(self, region_size: Size) -> tuple[int, int] | None:
        return picture_size(region_size, self._most_tokens, unit=picture.UNIT) if self._server.sees else None

    def look(self, view: View, cancel: CancelToken) -> ServerGlimpse:
        cancel.raise_if_cancelled()
        return PictureGlimpse(view, self._most_tokens) if self._server.sees else TextGlimpse(view)

    def answer(self, glimpse: Glimpse, ask: Ask, *, on_text: Callable[[str], None], cancel: CancelToken) -> Reply:
        """See `Engine.answer`. A picture that is too large for the server is made smaller until it is taken."""
        assert isinstance(glimpse, PictureGlimpse | TextGlimpse)
        hearing = Hearing(on_text, names_lines=not self._server.sees)
        system = SYSTEM if self._server.sees else LINES_SYSTEM
        asked = partial(messages.question, glimpse.content, ask.question, ask.earlier, ask.language, system=system)
        try:
            cut = self._say(glimpse, asked, ask.max_new_tokens, hearing.hear, cancel, ask.sampling)
        except Cancelled:
            hearing.release()
            text, _ = hearing.told()
            return Reply(text, bool(text), stopped=True)
        (text, lines), notice = hearing.told(), SMALLER_FOR_SERVER if glimpse.is_smaller else ""
        if cut and not text:  # that is no "not found"
            raise ServerOnlyThought(server=self._server.place)
        if says_not_found(text):
            return Reply("", found=False, notice=notice)
        hearing.release()
        if isinstance(glimpse, TextGlimpse):
            words, boxes = glimpse.place(text, lines)
            return Reply(text, found=True, words=words, boxes=boxes, notice=notice)
        return Reply(text, found=True, boxes=self._boxes(text, glimpse), notice=notice)

    def locate(self, glimpse: Glimpse, phrase: str, cancel: CancelToken) -> tuple[PageRect, ...]:
        if self._server.pointing is Pointing.NONE or not isinstance(glimpse, PictureGlimpse):
            return ()
        said: list[str] = []
        asked = partial(messages.place, glimpse.content, phrase)
        self._say(glimpse, asked, _BOX_TOKENS, said.append, cancel)
        return self._boxes("".join(said), glimpse)

    def unload(self) -> None:
        connection, self._open = self._open, None
        if connection is not None:
            connection.close()

    def _say(
        self,
        glimpse: ServerGlimpse,
        asked: Callable[[], list[messages.Message]],
        most_tokens: int,
        hear: Callable[[str], None],
        cancel: CancelToken,
        sampling: Sampling | None = None,
    ) -> bool:
        """Have the question answered; True when the answer was cut off for its length."""
        from quizglass.models.server.chat import say
        from quizglass.models.server.trouble import TooLargeForServer

        connection = self._open
        assert connection is not None, "load comes first"

        def talk(client: httpx2.AsyncClient, heard: Callable[[str], None]) -> Coroutine[Any, Any, bool]:
            body = messages.request(self._server, asked(), most_tokens, sampling)
            return say(client, self._server, body, self._patience, heard)

        while True:
            try:
                return connection.run(talk, cancel, hear)
            except ServerLacksModel as error:
                served = connection.run(self._served, cancel)
                raise ServerLacksModel(**error.params, served=", ".join(served) or "?") from error
            except TooLargeForServer:
                self._shrink(glimpse)

    def _served(self, client: httpx2.AsyncClient, _: Callable[[str], None]) -> Coroutine[Any, Any, tuple[str, ...]]:
        from quizglass.models.server.chat import served_models

        return served_models(client, self._server, self._patience)

    def _shrink(self, glimpse: ServerGlimpse) -> None:
        """Show less, of this view and of those to come.

        Raises:
            PictureRefused, TextRefused: less makes no sense.
        """
        if not glimpse.shrink():
            refused = PictureRefused if self._server.sees else TextRefused
            raise refused(server=self._server.place)
        if isinstance(glimpse, PictureGlimpse):
            self._most_tokens = min(self._most_tokens, glimpse.tokens)

    def _boxes(self, text: str, glimpse: ServerGlimpse) -> tuple[PageRect, ...]:
        if self._server.pointing is Pointing.NONE or not isinstance(glimpse, PictureGlimpse):
            return ()
        extent = GRID if self._server.pointing is Pointing.THOUSANDTHS else glimpse.extent
        boxes = (on_page(box, glimpse.view.region, WHOLE_PAGE, extent) for box in parse_boxes(text, extent))
        return tuple(box for box in boxes if box is not None)
