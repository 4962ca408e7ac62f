"""Asking one page: what the engine is shown, what its reply means, where the answer stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from quizglass.answering.evidence import evidence_at, evidence_of_model, find_evidence
from quizglass.answering.glimpses import Glimpses, Place
from quizglass.answering.page_reader import PageReader
from quizglass.answering.replies import plain_answer, says_not_found
from quizglass.answers import AnswerEvent, Evidence, Noticed, Outcome, Progress, Question, TextDelta
from quizglass.cancellation import CancelToken
from quizglass.errors import AppError, Cancelled
from quizglass.geometry import WHOLE_PAGE, PageRect, RegionPart, Size
from quizglass.models.engine import Ask, Engine, EngineKind, Glimpse, Held, Reply, View
from quizglass.pages import PageImage, PageText, Word
from quizglass.text.folding import compact

_PROBE_PIXELS = 160
_BLANK_CONTRAST = 12
_PERCENT = 100
HUGE = 40e6
"""Square points of a page (some 2 by 2 m) of which only the region is read that is asked: 40 million pixels even where
a point is no more than one."""


@dataclass(frozen=True, slots=True)
class PageAnswer:
    """What one page said. ``text`` is None when nothing was said; ``seen`` are the pixels of the picture shown.

    ``model`` is the id of the one that answered where an engine has several, or "".
    """

    page: int
    outcome: Outcome
    text: str | None = None
    evidence: Evidence | None = None
    confidence: float | None = None
    seen: tuple[int, int] | None = None
    model: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """What an engine is shown of a page, and all that is known of the page's words."""

    view: View
    text: PageText


def picture_size(engine: Engine, region: PageRect, page: Size) -> tuple[int, int] | None:
    """The pixels (width, height) at which ``engine`` is shown the region of a page; None: it needs no picture."""
    return engine.image_size(Size(region.width * page.width, region.height * page.height))


class PageAsker:
    """Puts one question to single pages of one document.

    ``glimpses`` are of ``engine``: what is among them is not looked at again. ``parts`` are where a page really stands
    that is made of parts of others.
    """

    def __init__(
        self,
        question: Question,
        engine: Engine,
        documents: PageReader,
        emit: Callable[[AnswerEvent], None],
        cancel: CancelToken,
        glimpses: Glimpses | None = None,
        parts: tuple[RegionPart, ...] = (),
    ) -> None:
        self._question = question
        self._engine = engine
        self._documents = documents
        self._emit = emit
        self._cancel = cancel
        self._glimpses = glimpses if glimpses is not None else Glimpses(lambda _: Held())
        self._parts = parts

    def ask(self, page: int, size: Size) -> PageAnswer:
        """Ask the page of ``size`` points; a stop in the middle gives what had come."""
        looked = self._look(page, size, self._text(page, size))
        if isinstance(looked, PageAnswer):
            return looked
        shown, glimpse = looked
        self._emit(Progress("answering", page=page))
        reply = self._engine.answer(glimpse, self.asked, on_text=self._say, cancel=self._cancel)
        if reply.notice:  # less than there is to be seen: the next question gets another chance
            self._glimpses.drop(glimpse)
        return self.understand(shown, glimpse, reply)

    def look_ahead(self, page: int, size: Size) -> None:
        """Take the look that `ask` is going to need, into the glimpses; none where a picture would have to be read."""
        text = self._documents.known_words(self._question.document, page, self._cancel)
        if self._sees or not text.needs_recognition:
            self._look(page, size, text)

    @property
    def asked(self) -> Ask:
        """The question as an engine is asked it."""
        question = self._question
        return Ask(question.text.strip(), question.earlier, question.language, sampling=question.sampling)

    def show(self, page: int, size: Size) -> Shown | PageAnswer:
        """What an engine is to be shown of the page; the answer itself where none need be asked."""
        return self._shown(page, size, self._text(page, size))

    def _look(self, page: int, size: Size, text: PageText) -> tuple[Shown, Glimpse] | PageAnswer:
        """What the engine saw when it was shown the page, now or for an earlier question."""
        region = self._question.region or WHOLE_PAGE
        place = Place.now(self._question.document, self._parts or (RegionPart(page, region),))
        kept = self._glimpses.find(place, text.words, self._pixels(region, size))
        if kept is not None:
            return Shown(kept.view, text), kept
        self._glimpses.make_room()
        shown = self._shown(page, size, text)
        if isinstance(shown, PageAnswer):
            return shown
        self._emit(Progress("looking", page=page))
        glimpse = self._engine.look(shown.view, self._cancel)
        self._glimpses.keep(place, glimpse)
        return shown, glimpse

    def _shown(self, page: int, size: Size, text: PageText) -> Shown | PageAnswer:
        region = self._question.region or WHOLE_PAGE
        if not text.has_ink:
            return PageAnswer(page, Outcome.BLANK_PAGE)
        if not any(region.contains(*word.box.center) for word in text.words):
            if self._is_blank(page, region, size):
                return PageAnswer(page, Outcome.BLANK_PAGE)
            if not self._sees:
                return PageAnswer(page, Outcome.NO_TEXT)
        view = View(page, text.words, region, self._picture(page, region, size), size)
        self._cancel.raise_if_cancelled()
        return Shown(view, text)

    def understand(self, shown: Shown, glimpse: Glimpse, reply: Reply) -> PageAnswer:
        """What the engine's ``reply`` means, and where on the page it stands."""
        if reply.notice:
            self._emit(Noticed(reply.notice, shown.view.page))
        image = shown.view.image
        answer = replace(self._understood(reply, glimpse, shown.text), model=reply.model)
        return answer if image is None else replace(answer, seen=(image.width, image.height))

    @property
    def _sees(self) -> bool:
        return self._engine.info.kind is EngineKind.VISION

    def _text(self, page: int, size: Size) -> PageText:
        """What the engine is told of the page's words. One who sees need not wait for the picture to be read."""
        source = self._question.document
        if not self._sees:
            return self._all_words(page, size)
        return self._documents.known_words(source, page, self._cancel)

    def _all_words(self, page: int, size: Size) -> PageText:
        def tell(share: float) -> None:
            self._emit(Progress("recognizing", round(_PERCENT * share), _PERCENT, page))

        region = self._question.region if size.width * size.height > HUGE else None
        return self._documents.words(self._question.document, page, self._cancel, tell, region=region or WHOLE_PAGE)

    def _say(self, piece: str) -> None:
        self._emit(TextDelta(piece))

    def _understood(self, reply: Reply, glimpse: Glimpse, known: PageText) -> PageAnswer:
        page = glimpse.view.page
        text = plain_answer(reply.text)
        if reply.stopped:
            return PageAnswer(page, Outcome.STOPPED, text or None)
        if not reply.found or not text or self._is_refusal(text, glimpse.view):
            return PageAnswer(page, Outcome.NOT_FOUND, confidence=reply.confidence)
        return PageAnswer(page, Outcome.FOUND, text, self._evidence(text, reply, glimpse, known), reply.confidence)

    def _is_refusal(self, text: str, view: View) -> bool:
        """A page may itself print "no data": then these words are an answer."""
        if not self._sees or not says_not_found(text):
            return False
        return compact(text) not in compact(" ".join(word.text for word in view.words)) or not compact(text)

    def _evidence(self, text: str, reply: Reply, glimpse: Glimpse, known: PageText) -> Evidence | None:
        """The words that the engine points at, else the words that the answer quotes, else the model's own boxes."""
        view, region = glimpse.view, self._question.region
        if reply.words:
            return evidence_at(reply.words, view.page, view.words)
        try:
            words = self._words_to_search(view, known)
        except Cancelled:  # the answer is there; only its place stays unknown
            return None
        found = find_evidence(text, view.page, words, region=region, question=self._question.text, hints=reply.boxes)
        if found is None and self._sees:
            found = evidence_of_model(reply.boxes or self._located(text, glimpse), view.page, region)
        return found

    def _words_to_search(self, view: View, known: PageText) -> tuple[Word, ...]:
        """The words for finding the answer: now is the time to read the picture if that was not needed before."""
        if not known.needs_recognition:
            return known.words
        try:
            return self._all_words(view.page, view.page_size).words
        except Cancelled:
            raise
        except AppError:  # the answer stands, with less to find its place by
            return known.words

    def _located(self, text: str, glimpse: Glimpse) -> tuple[PageRect, ...]:
        self._emit(Progress("locating", page=glimpse.view.page))
        try:
            return self._engine.locate(glimpse, text, self._cancel)
        except Cancelled:  # the answer is there; only its place stays unknown
            return ()

    def _picture(self, page: int, region: PageRect, size: Size) -> PageImage | None:
        pixels = self._pixels(region, size)
        if pixels is None:
            return None
        return self._documents.picture(self._question.document, page, region, pixels, self._cancel)

    def _pixels(self, region: PageRect, size: Size) -> tuple[int, int] | None:
        return picture_size(self._engine, region, size)

    def _is_blank(self, page: int, region: PageRect, size: Size) -> bool:
        """True when nothing at all is printed in ``region``: one small picture of it has one colour."""
        width, height = region.width * size.width, region.height * size.height
        scale = _PROBE_PIXELS / max(width, height)
        pixels = (max(1, round(width * scale)), max(1, round(height * scale)))
        picture = self._documents.picture(self._question.document, page, region, pixels, self._cancel)
        rows = [picture.data[y * picture.stride :][: 3 * picture.width] for y in range(picture.height)]
        data = b"".join(rows)
        return all(max(data[c::3]) - min(data[c::3]) <= _BLANK_CONTRAST for c in range(3))
