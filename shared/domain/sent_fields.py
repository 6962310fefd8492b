"""Which fields of a change were sent: those that were not stay as they are."""

from typing import TYPE_CHECKING

from shared.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from pydantic import BaseModel


def sent_fields(change: "BaseModel", *, nullable: "AbstractSet[str]") -> dict[str, object]:
    """Return the fields a client sent; InvalidRequestError for a null where none may stand."""
    sent = {name: getattr(change, name) for name in change.model_fields_set}
    for name, value in sent.items():
        if value is None and name not in nullable:
            raise InvalidRequestError("This field may not be null.", code="null", attr=name)
    return sent
