"""What is wrong with a query node, and which of its fields says so."""

from typing import ClassVar

from hogql.errors import HogQLError


class InsightError(HogQLError):
    """A query node that we cannot answer; ``attr`` is the path of the field at fault.

    The path is dotted, as in ``series.0.math``; it is ``None`` when no single field is at fault.
    """

    code: ClassVar[str] = "invalid_input"

    def __init__(
        self, message: str, *, attr: str | None, start: int | None = None, end: int | None = None
    ) -> None:
        """Say what is wrong in a sentence that the author of the query can act on.

        The offsets are those of the place in the text of a HogQLQuery, if the fault has one.
        """
        super().__init__(message, start=start, end=end)
        self.attr = attr
