"""Passwords lie in the keyring and nowhere else."""

from collections.abc import Iterator

import keyring
import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from sqlalchemy import make_url

from corresp_tracker.casework.passwords import address_with, keep_password, password_in, with_password
from corresp_tracker.settings import without_password

SHARED = "postgresql://clerk@server:5432/office"


class KeyringInMemory(KeyringBackend):
    """The system's keyring, for the length of a test."""

    priority = 1  # pyright: ignore[reportAssignmentType]  keyring declares a property of the class

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


@pytest.fixture
def kept() -> Iterator[dict[tuple[str, str], str]]:
    before, backend = keyring.get_keyring(), KeyringInMemory()
    keyring.set_keyring(backend)
    yield backend.kept
    keyring.set_keyring(before)


def test_a_password_that_was_kept_comes_back(kept: dict[tuple[str, str], str]) -> None:
    whole = address_with(SHARED, "p@ss: w/rd?")
    assert keep_password(whole)
    assert list(kept.values()) == ["p@ss: w/rd?"]
    assert with_password(without_password(whole)) == whole


def test_a_file_has_no_password(kept: dict[tuple[str, str], str]) -> None:
    assert not keep_password("/home/clerk/office.corresp")
    assert with_password("/home/clerk/office.corresp") == "/home/clerk/office.corresp"
    assert not kept


def test_an_address_without_a_name_gets_the_persons_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "ann")
    assert address_with("postgresql://server/office", "x") == "postgresql://ann:x@server/office"


def test_a_password_typed_into_the_address_is_found() -> None:
    assert password_in("postgresql://clerk:a%20b@server/office") == "a b"
    assert password_in("postgresql://clerk@server/office?password=a%20b") == "a b"


def test_a_computer_without_a_keyring_still_opens_offices() -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())
    try:
        assert not keep_password(address_with(SHARED, "secret"))
        assert with_password(SHARED) == SHARED
    finally:
        keyring.set_keyring(before)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_password_goes_into_an_address_and_out_of_it_again(password: str) -> None:
    whole = address_with(SHARED, password)
    assert password_in(whole) == password == make_url(whole).password
    assert without_password(whole) == SHARED
