"""Locked files: the owner's and the user's password open them, a wrong one is told from a missing one."""

from __future__ import annotations

import unicodedata

import pytest
from tests.unit.documents.conftest import MakePdf

from quizglass.documents.mupdf_library import pymupdf
from quizglass.documents.passwords import password_forms, saslprep
from quizglass.documents.requests import OpenDocument, ReadWords
from quizglass.documents.service import DocumentService
from quizglass.errors import PasswordNeeded, WrongPassword
from quizglass.pages import DocumentSource

METHODS = {
    "RC4-40": pymupdf.PDF_ENCRYPT_RC4_40,
    "RC4-128": pymupdf.PDF_ENCRYPT_RC4_128,
    "AES-128": pymupdf.PDF_ENCRYPT_AES_128,
    "AES-256": pymupdf.PDF_ENCRYPT_AES_256,
}


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS.keys())
def test_both_passwords_open(service: DocumentService, make_pdf: MakePdf, method: int) -> None:
    path = make_pdf("secret", encryption=method, owner_pw="owner", user_pw="user").path
    for password in ("owner", "user"):
        assert service.call(ReadWords(DocumentSource(path, password), 0)).words[0].text == "secret"
    with pytest.raises(PasswordNeeded) as needed:
        service.call(OpenDocument(DocumentSource(path)))
    assert type(needed.value) is PasswordNeeded
    for wrong in ("", "User", "nonsense"):
        with pytest.raises(WrongPassword) as refused:
            service.call(OpenDocument(DocumentSource(path, wrong)))
        assert "nonsense" not in str(refused.value)


def test_a_file_that_only_forbids_changes_opens_by_itself(service: DocumentService, make_pdf: MakePdf) -> None:
    source = make_pdf("open", encryption=pymupdf.PDF_ENCRYPT_AES_256, owner_pw="owner", permissions=0)
    assert service.call(ReadWords(source, 0)).words[0].text == "open"


def test_a_password_for_an_open_file_does_no_harm(service: DocumentService, make_pdf: MakePdf) -> None:
    source = make_pdf("open")
    assert service.call(OpenDocument(DocumentSource(source.path, "what for?"))).page_count == 1


@pytest.mark.parametrize("method", [pymupdf.PDF_ENCRYPT_AES_128, pymupdf.PDF_ENCRYPT_AES_256])
@pytest.mark.parametrize("password", ["пароль", "pässwört", "naïve", "密码"])
def test_letters_beyond_ascii(service: DocumentService, make_pdf: MakePdf, method: int, password: str) -> None:
    if method == pymupdf.PDF_ENCRYPT_AES_128 and not password.isascii():
        password = "pässwört"  # older files know Latin letters only
    path = make_pdf("secret", encryption=method, owner_pw="owner", user_pw=password).path
    for typed in (password, unicodedata.normalize("NFD", password)):
        assert service.call(OpenDocument(DocumentSource(path, typed))).page_count == 1


def test_saslprep_maps_as_the_standard_says() -> None:
    # The examples of RFC 4013, section 3.
    assert saslprep("I\u00adX") == "IX"
    assert saslprep("user") == "user"
    assert saslprep("USER") == "USER"
    assert saslprep("\u00aa") == "a"
    assert saslprep("\u2168") == "IX"
    assert saslprep("a\u00a0b") == "a b"


def test_what_was_typed_is_tried_first() -> None:
    assert password_forms("plain") == ("plain",)
    assert password_forms("S\u00aaSL\u00adprep")[:2] == ("S\u00aaSL\u00adprep", "SaSLprep")
