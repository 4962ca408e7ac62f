"""What every part of the window may use, made once by `quizglass.app`."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass

from quizglass.documents.service import DocumentService
from quizglass.pages import DocumentInfo, DocumentSource
from quizglass.ui.answers_access import AnswersAccess
from quizglass.ui.background import Background
from quizglass.ui.batch_page.runs_access import RunsAccess
from quizglass.ui.freshness.file_watch import FileWatch
from quizglass.ui.library_access import LibraryAccess
from quizglass.ui.preferences import Preferences
from quizglass.ui.reading.text_access import TextAccess
from quizglass.ui.relay import Relay
from quizglass.ui.theme import ThemeSource


@dataclass(frozen=True, slots=True)
class Services:
    documents: DocumentService
    theme: ThemeSource
    relay: Relay
    background: Background
    preferences: Preferences
    library: LibraryAccess
    answers: AnswersAccess
    runs: RunsAccess
    texts: TextAccess
    files: FileWatch
    begun: dict[DocumentSource, Future[DocumentInfo]]
    """Documents that were begun to be opened before the window was there."""

    def close(self) -> None:
        """End in the order in which they depend on one another; nothing that was asked or changed is lost."""
        self.texts.close()
        self.answers.close()
        self.runs.close()
        self.preferences.save_now()
        self.relay.close()
        self.background.close()
        self.library.close()
        self.documents.close()
