"""The only commit in the code base."""

from contextlib import contextmanager
from typing import TYPE_CHECKING

from shared.postgres.connect import connection

if TYPE_CHECKING:
    from collections.abc import Iterator

    from psycopg import Connection


@contextmanager
def transaction() -> "Iterator[Connection]":
    """Yield this thread's connection in a transaction: committed at the end, or undone by an error.

    A transaction inside another one is a savepoint of it.
    """
    with connection() as opened, opened.transaction():
        yield opened
