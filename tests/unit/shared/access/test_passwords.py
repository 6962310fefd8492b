"""Passwords."""

from __future__ import annotations

import pytest

from shared.access.passwords import check_strength, hash_password, matches
from shared.errors import InvalidRequestError

WORDS = ("ada@example.com", "Ada", "Ada Limited")


@pytest.mark.parametrize("password", ["four green herons wade", "kX9#mQ2$vL7p"])
def test_a_password_that_is_hard_to_guess_is_good(password: str) -> None:
    check_strength(password, known_words=WORDS)


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("kX9#mQ2", "password_too_short"),
        ("password", "password_too_weak"),
        ("Ada Limited1", "password_too_weak"),
        ("aaaaaaaaaaaaaaaa", "password_too_weak"),
    ],
)
def test_a_password_that_is_easy_to_guess_is_refused(password: str, code: str) -> None:
    with pytest.raises(InvalidRequestError) as raised:
        check_strength(password, known_words=WORDS)

    assert (raised.value.code, raised.value.attr) == (code, "password")


def test_a_long_password_is_scored_by_its_beginning() -> None:
    check_strength("four green herons wade " * 5, known_words=WORDS)


def test_only_the_password_that_was_hashed_matches() -> None:
    stored = hash_password("four green herons wade")

    assert matches("four green herons wade", stored)
    assert not matches("four green herons waded", stored)
    assert not matches("four green herons wade", "no hash at all")


def test_nobody_has_a_password() -> None:
    assert not matches("an account that does not exist", None)
