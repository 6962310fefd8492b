"""Passwords: whether one is good enough, its hash, and whether a given one matches.

Source of the rule: PostHog asks for 8 characters and a zxcvbn score of 3 (application-api 3.3).
"""

from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from shared.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Sequence

SHORTEST: Final = 8
WEAKEST_SCORE: Final = 3
SCORED_CHARACTERS: Final = 72  # zxcvbn takes no more, and what follows cannot weaken it
# One lane, because a function has about one processor; the costs are OWASP's for argon2id.
_hasher: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def check_strength(password: str, *, known_words: "Sequence[str]") -> None:
    """Raise InvalidRequestError unless ``password`` is hard to guess.

    ``known_words`` are what a guesser would try first: the person's name, e-mail, organization.
    """
    if len(password) < SHORTEST:
        raise InvalidRequestError(
            f"This password is too short. It must contain at least {SHORTEST} characters.",
            code="password_too_short",
            attr="password",
        )
    if _score(password, known_words) < WEAKEST_SCORE:
        raise InvalidRequestError(
            "This password is too weak. Add another word or two; uncommon words are better.",
            code="password_too_weak",
            attr="password",
        )


def hash_password(password: str) -> str:
    """Return the argon2id hash with its salt and parameters."""
    return _hasher.hash(password)


def matches(password: str, password_hash: str | None) -> bool:
    """Return whether ``password`` is the one that was hashed.

    Without a hash (there is no such account) the same work is done and the answer is False, so that
    the time taken does not tell whether an account exists.
    """
    try:
        _hasher.verify(password_hash or _hash_of_nobody(), password)
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


@lru_cache(maxsize=1)
def _hash_of_nobody() -> str:
    return _hasher.hash("an account that does not exist")


def _score(password: str, known_words: "Sequence[str]") -> int:
    # zxcvbn builds its dictionaries when it is imported: only signing up should wait for that.
    zxcvbn: Any = import_module("zxcvbn").zxcvbn
    words = [word for word in known_words if word]
    return int(zxcvbn(password[:SCORED_CHARACTERS], user_inputs=words)["score"])
