"""Reads and writes what organizations may send in a month, and what their projects have sent.

Quotas are an organization's, usage is a project's: both are read for all of them at once, because
the snapshot of the SDK edge holds all of them.
"""

from typing import TYPE_CHECKING, Final

from psycopg.rows import class_row

from shared.domain.quotas.models import ResourceUsage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime
    from uuid import UUID

    from psycopg import Connection

    from shared.domain.quotas.models import Counted

# The sum of an organization's projects, so that a new project brings no new allowance.
USED_UP: Final = (
    "SELECT quotas.organization_id, quotas.resource FROM quotas"
    " LEFT JOIN teams ON teams.organization_id = quotas.organization_id"
    " LEFT JOIN usage ON usage.team_id = teams.id AND usage.resource = quotas.resource"
    " AND usage.month = %(month)s"
    " GROUP BY quotas.organization_id, quotas.resource, quotas.monthly"
    " HAVING coalesce(sum(usage.amount), 0) >= quotas.monthly"
)


def list_used_up(connection: "Connection", month: "date") -> "Mapping[UUID, tuple[str, ...]]":
    """Return the resources that organizations have used up; ``month`` is its first day."""
    found: dict[UUID, tuple[str, ...]] = {}
    for organization, resource in connection.execute(USED_UP + " ORDER BY 1, 2", {"month": month}):
        found[organization] = (*found.get(organization, ()), resource)
    return found


def store_usage(
    connection: "Connection", counted: "Iterable[Counted]", *, month: "date", at: "datetime"
) -> None:
    """Store the counts of a month; a project that is gone is left out."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO usage (team_id, month, resource, amount, counted_at)"
            " SELECT id, %(month)s, %(resource)s, %(amount)s, %(at)s FROM teams"
            " WHERE id = %(team_id)s"
            " ON CONFLICT (team_id, month, resource)"
            " DO UPDATE SET amount = excluded.amount, counted_at = excluded.counted_at",
            [
                {
                    "team_id": row.team_id,
                    "resource": row.resource,
                    "amount": row.amount,
                    "month": month,
                    "at": at,
                }
                for row in counted
            ],
        )


def list_usage(
    connection: "Connection", organization_id: "UUID", month: "date"
) -> "list[ResourceUsage]":
    """Return what an organization has sent of each resource that it sent or has a quota of."""
    with connection.cursor(row_factory=class_row(ResourceUsage)) as cursor:
        return cursor.execute(
            "SELECT resource, max(monthly) AS monthly, sum(amount)::bigint AS used,"
            " max(counted_at) AS counted_at FROM ("
            " SELECT resource, monthly, 0::bigint AS amount, NULL::timestamptz AS counted_at"
            " FROM quotas WHERE organization_id = %(organization_id)s"
            " UNION ALL"
            " SELECT usage.resource, NULL, usage.amount, usage.counted_at FROM usage"
            " JOIN teams ON teams.id = usage.team_id"
            " WHERE teams.organization_id = %(organization_id)s AND usage.month = %(month)s"
            ") AS rows GROUP BY resource ORDER BY resource",
            {"organization_id": organization_id, "month": month},
        ).fetchall()


def list_quotas(connection: "Connection", organization_id: "UUID") -> dict[str, int]:
    """Return the monthly limits of an organization by resource."""
    rows = connection.execute(
        "SELECT resource, monthly FROM quotas WHERE organization_id = %s", [organization_id]
    )
    return {resource: int(monthly) for resource, monthly in rows}


def set_quota(
    connection: "Connection", organization_id: "UUID", resource: str, monthly: int | None
) -> None:
    """Limit what the organization may send of a resource in a month; None lifts the limit."""
    parameters = {"organization_id": organization_id, "resource": resource, "monthly": monthly}
    if monthly is None:
        connection.execute(
            "DELETE FROM quotas WHERE organization_id = %(organization_id)s"
            " AND resource = %(resource)s",
            parameters,
        )
        return
    connection.execute(
        "INSERT INTO quotas (organization_id, resource, monthly)"
        " VALUES (%(organization_id)s, %(resource)s, %(monthly)s)"
        " ON CONFLICT (organization_id, resource) DO UPDATE SET monthly = excluded.monthly",
        parameters,
    )
