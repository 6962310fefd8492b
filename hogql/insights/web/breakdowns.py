"""What the rows of a WebStatsTableQuery are about: what is read of an event, or of its session.

    Page         ->  properties.$pathname of the event          a session has several
    InitialPage  ->  $entry_pathname of the session             a session has one
    ExitClick    ->  the last external link that the session's visitor followed

Source: PostHog ``posthog/hogql_queries/web_analytics/stats_table.py``; insights 13.
"""

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.parser import parse_expr
from hogql.property_filters.conditions import TRUE

if TYPE_CHECKING:
    from hogql.insights.context import InsightContext


class WebStatsBreakdown(StrEnum):
    """The rows of the table."""

    PAGE = "Page"
    INITIAL_PAGE = "InitialPage"
    EXIT_PAGE = "ExitPage"
    EXIT_CLICK = "ExitClick"
    PREVIOUS_PAGE = "PreviousPage"
    SCREEN_NAME = "ScreenName"
    INITIAL_CHANNEL_TYPE = "InitialChannelType"
    INITIAL_REFERRING_DOMAIN = "InitialReferringDomain"
    INITIAL_UTM_SOURCE = "InitialUTMSource"
    INITIAL_UTM_CAMPAIGN = "InitialUTMCampaign"
    INITIAL_UTM_MEDIUM = "InitialUTMMedium"
    INITIAL_UTM_TERM = "InitialUTMTerm"
    INITIAL_UTM_CONTENT = "InitialUTMContent"
    INITIAL_UTM_SOURCE_MEDIUM_CAMPAIGN = "InitialUTMSourceMediumCampaign"
    BROWSER = "Browser"
    OS = "OS"
    VIEWPORT = "Viewport"
    DEVICE_TYPE = "DeviceType"
    COUNTRY = "Country"
    REGION = "Region"
    CITY = "City"
    TIMEZONE = "Timezone"
    LANGUAGE = "Language"
    FRUSTRATION_METRICS = "FrustrationMetrics"


class Place(StrEnum):
    """Where a value is read."""

    EVENT = auto()
    SESSION = auto()
    CLICK = auto()


@dataclass(frozen=True, kw_only=True, slots=True)
class RowValue:
    """The value of a row, where it is read, and which values have rows."""

    value: ast.Expr
    place: Place
    is_shown: ast.Expr


VALUE: Final = ast.Field(chain=("value",))
ENTRY_PATH: Final = parse_expr("$entry_pathname")
PREVIOUS_PATH: Final = parse_expr("properties.$prev_pageview_pathname")
CLICKED_URL: Final = parse_expr("properties.$external_click_url")

_Kind = WebStatsBreakdown
_IS_SET: Final = parse_expr("value IS NOT NULL")
_IS_TEXT: Final = parse_expr("value IS NOT NULL AND value != ''")
_HAS_SECOND: Final = parse_expr("tupleElement(value, 2) IS NOT NULL")
_HAS_SIZE: Final = parse_expr("tupleElement(value, 1) > 0 AND tupleElement(value, 2) > 0")
_PATHNAME: Final = parse_expr("properties.$pathname")
_SHOWN: Final = {
    **dict.fromkeys((_Kind.REGION, _Kind.CITY), _HAS_SECOND),
    _Kind.VIEWPORT: _HAS_SIZE,
    _Kind.INITIAL_CHANNEL_TYPE: _IS_TEXT,
    # Those who came without a campaign are a row, too.
    **dict.fromkeys(
        (
            _Kind.INITIAL_UTM_SOURCE,
            _Kind.INITIAL_UTM_CAMPAIGN,
            _Kind.INITIAL_UTM_MEDIUM,
            _Kind.INITIAL_UTM_TERM,
            _Kind.INITIAL_UTM_CONTENT,
        ),
        TRUE,
    ),
}
_OF_EVENT: Final = {
    _Kind.SCREEN_NAME: parse_expr("properties.$screen_name"),
    _Kind.BROWSER: parse_expr("properties.$browser"),
    _Kind.OS: parse_expr("properties.$os"),
    _Kind.VIEWPORT: parse_expr(
        "tuple(toInt(properties.$viewport_width), toInt(properties.$viewport_height))"
    ),
    _Kind.DEVICE_TYPE: parse_expr("properties.$device_type"),
    _Kind.COUNTRY: parse_expr("properties.$geoip_country_code"),
    _Kind.REGION: parse_expr(
        "tuple(properties.$geoip_country_code, properties.$geoip_subdivision_1_code,"
        " properties.$geoip_subdivision_1_name)"
    ),
    _Kind.CITY: parse_expr("tuple(properties.$geoip_country_code, properties.$geoip_city_name)"),
    # Browsers say how many minutes UTC is ahead of them; from 0, so that no zone is at -0.
    _Kind.TIMEZONE: parse_expr("(0 - toFloat(properties.$timezone_offset)) / 60"),
    _Kind.LANGUAGE: parse_expr("properties.$browser_language"),
}
_OF_SESSION: Final = {
    _Kind.INITIAL_CHANNEL_TYPE: parse_expr("$channel_type"),
    _Kind.INITIAL_REFERRING_DOMAIN: parse_expr("$entry_referring_domain"),
    _Kind.INITIAL_UTM_SOURCE: parse_expr("$entry_utm_source"),
    _Kind.INITIAL_UTM_CAMPAIGN: parse_expr("$entry_utm_campaign"),
    _Kind.INITIAL_UTM_MEDIUM: parse_expr("$entry_utm_medium"),
    _Kind.INITIAL_UTM_TERM: parse_expr("$entry_utm_term"),
    _Kind.INITIAL_UTM_CONTENT: parse_expr("$entry_utm_content"),
    # A source that is only the site they came from says so, for the screen to tell them apart.
    _Kind.INITIAL_UTM_SOURCE_MEDIUM_CAMPAIGN: parse_expr(
        "concat(multiIf($entry_utm_source IS NOT NULL, $entry_utm_source,"
        " $entry_referring_domain IS NOT NULL, concat('referrer:', $entry_referring_domain),"
        " '(none)'), ' / ', ifNull($entry_utm_medium, '(none)'),"
        " ' / ', ifNull($entry_utm_campaign, '(none)'))"
    ),
}
_PATHS_OF_EVENT: Final = frozenset({_Kind.PAGE, _Kind.FRUSTRATION_METRICS})
_PATHS_OF_SESSION: Final = {
    _Kind.INITIAL_PAGE: ENTRY_PATH,
    _Kind.EXIT_PAGE: parse_expr("$end_pathname"),
}
_REFERRED: Final = """
    multiIf(
        properties.$prev_pageview_pathname IS NOT NULL, {previous},
        domain(properties.$current_url) = domain(properties.$referrer), {same_site},
        properties.$referrer
    )
"""


def row_value(kind: WebStatsBreakdown, context: "InsightContext", *, cleans: bool) -> RowValue:
    """Return what the rows of a table are about; ``cleans`` by the project's rules for paths."""
    rules = context if cleans else None
    shown = _SHOWN.get(kind, _IS_SET)
    if kind is _Kind.EXIT_CLICK:
        return RowValue(value=CLICKED_URL, place=Place.CLICK, is_shown=shown)
    if kind in _PATHS_OF_SESSION:
        value = cleaned(_PATHS_OF_SESSION[kind], rules)
        return RowValue(value=value, place=Place.SESSION, is_shown=shown)
    if kind in _OF_SESSION:
        return RowValue(value=_OF_SESSION[kind], place=Place.SESSION, is_shown=shown)
    return RowValue(value=_of_event(kind, rules), place=Place.EVENT, is_shown=shown)


def _of_event(kind: WebStatsBreakdown, rules: "InsightContext | None") -> ast.Expr:
    if kind in _PATHS_OF_EVENT:
        return cleaned(_PATHNAME, rules)
    if kind is _Kind.PREVIOUS_PAGE:
        return parse_expr(
            _REFERRED,
            previous=cleaned(PREVIOUS_PATH, rules),
            same_site=cleaned(parse_expr("path(properties.$referrer)"), rules),
        )
    return _OF_EVENT[kind]


def cleaned(path: ast.Expr, rules: "InsightContext | None") -> ast.Expr:
    """Return a path after the project's rules for paths, one after the other."""
    for rule in rules.path_cleaning if rules else ():
        pattern, alias = ast.Constant(value=rule.regex), ast.Constant(value=rule.alias)
        path = ast.Call(name="replaceRegexpAll", args=(path, pattern, alias))
    return path
