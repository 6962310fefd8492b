"""What organizations may send in a month, and what they have sent."""

from datetime import date, datetime
from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, Field


class Counted(NamedTuple):
    """How much of a resource a project has sent in a month."""

    team_id: int
    resource: str
    amount: int


class ResourceUsage(BaseModel):
    """What an organization has sent of a resource this month; ``monthly`` None is no limit."""

    model_config = ConfigDict(frozen=True)

    resource: str
    monthly: int | None
    used: int
    counted_at: datetime | None


class Usage(BaseModel):
    """What an organization has sent in a month; ``month`` is its first day, in UTC."""

    model_config = ConfigDict(frozen=True)

    month: date
    resources: list[ResourceUsage]


Monthly = Annotated[int, Field(ge=0, le=10**15)]


class QuotaChange(BaseModel):
    """Monthly limits by resource: those that are not sent stay, null lifts one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    events: Monthly | None = None
    exceptions: Monthly | None = None
    feature_flag_requests: Monthly | None = None
    llm_events: Monthly | None = None
    recordings: Monthly | None = None
    survey_responses: Monthly | None = None


def month_of(moment: datetime) -> date:
    """Return the first day of the month, in UTC, in which the moment lies."""
    return moment.date().replace(day=1)
