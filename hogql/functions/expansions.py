"""Functions written in HogQL: name in lower case -> a lambda for each number of arguments.

A call of the function's own name in its template is the plain function of the table. The guards
here replace what ClickHouse throws on: sizes, shifts, indexes and divisors that come from rows.
A word in capitals is a constant array of ``hogql.functions.lookups``.
"""

from typing import Final

PAD: Final = "greatest(0, least(ifNull(n, 0), 10000))"
"""A length that rows give to padding: between nothing and ten thousand."""
BETWEEN: Final = "greatest(-2000000000, least(2000000000, {}))"
"""A place in text, where ClickHouse overflows near the ends of its integers."""
SHIFT: Final = "if(n BETWEEN 0 AND 63, {}(toInt(x), least(63, greatest(0, ifNull(n, 0)))), NULL)"
"""Shifting by a number of bits that the integer has."""
BITS: Final = 63
_SHIFTS: Final = ("bitShiftLeft", "bitShiftRight", "bitRotateLeft", "bitRotateRight", "bitTest")
SURE: Final = {name.lower(): f"(x, n) -> {name}(toInt(x), n)" for name in _SHIFTS}
"""The same where the number of bits is known to be such before any row is read."""
CELL: Final = "576495936675512319"
EDGE: Final = "1248204388774707199"
"""A cell and an edge that stand in for numbers that are none: ClickHouse throws on those."""


def _valid(name: str, of: str = "h3IsValid") -> str:
    return f"{of}(ifNull(toUInt64({name}), 0))"


def _sure(name: str, of: str = "h3IsValid", other: str = CELL) -> str:
    return f"if({_valid(name, of)}, ifNull(toUInt64({name}), {other}), {other})"


def _cell(name: str, none: str = "NULL") -> tuple[str, ...]:
    return (f"c -> if({_valid('c')}, {name}({_sure('c')}), {none})",)


def _edge(name: str, none: str = "NULL") -> tuple[str, ...]:
    of = "h3UnidirectionalEdgeIsValid"
    return (f"c -> if({_valid('c', of)}, {name}({_sure('c', of, EDGE)}), {none})",)


def _cells(name: str, none: str) -> tuple[str, ...]:
    both = f"{_valid('a')} AND {_valid('b')}"
    return (f"(a, b) -> if({both}, {name}({_sure('a')}, {_sure('b')}), {none})",)


def _leveled(name: str, none: str, test: str) -> tuple[str, ...]:
    """A function of a cell and a constant resolution, called where ``test`` holds."""
    known = f"{_valid('c')} AND h3GetResolution({_sure('c')}) {test}"
    safe = f"if({known}, {_sure('c')}, h3ToCenterChild({CELL}, n))"
    return (f"(c, n) -> if({known}, {name}({safe}, n), {none})",)


def _padded(name: str) -> tuple[str, ...]:
    return (f"(t, n) -> {name}(toString(t), {PAD})", f"(t, n, f) -> {name}(toString(t), {PAD}, f)")


def _part(name: str) -> tuple[str, ...]:
    start, count = BETWEEN.format("a"), BETWEEN.format("n")
    return (
        f"(t, a) -> {name}(toString(t), {start})",
        f"(t, a, n) -> {name}(toString(t), {start}, {count})",
    )


def _of_agent(values: str, empty: str) -> tuple[str, ...]:
    found = "multiSearchFirstIndexCaseInsensitive(ifNull(toString(agent), ''), BOT_TOKENS)"
    return (f"agent -> if(empty(ifNull(toString(agent), '')), {empty}, {values}[{found} + 1])",)


def _of_source(values: str) -> tuple[str, ...]:
    return (
        f"s -> nullIf(coalesce(transform(lower(toString(s)), SOURCES, {values}, NULL),"
        f" transform(firstSignificantSubdomain(lower(toString(s))), SOURCES, {values}, NULL)), '')",
    )


def _of_medium(values: str) -> tuple[str, ...]:
    return (f"m -> nullIf(transform(lower(toString(m)), MEDIA, {values}, NULL), '')",)


_BOTS: Final[dict[str, tuple[str, ...]]] = {
    "gettraffictype": _of_agent("BOT_TYPES", "'Automation'"),
    "gettrafficcategory": _of_agent("BOT_CATEGORIES", "'no_user_agent'"),
    "getbottype": _of_agent("BOT_KINDS", "'no_user_agent'"),
    "getbotname": _of_agent("BOT_NAMES", "''"),
    "getbotoperator": _of_agent("BOT_OPERATORS", "''"),
    "islikelybot": (
        "agent -> empty(ifNull(toString(agent), '')) OR"
        " multiSearchFirstIndexCaseInsensitive(ifNull(toString(agent), ''), BOT_TOKENS) > 0",
    ),
}
_CHANNEL: Final = """(campaign, medium, source, referrer, gclid, fbclid, gad_source) -> multiIf(
    match(ifNull(toString(campaign), ''), '(?i)cross-network'), 'Cross Network',
    match(ifNull(toString(medium), ''), '(?i)^(.*cp.*|ppc|retargeting|paid.*)$')
        OR notEmpty(ifNull(toString(gclid), '')) OR notEmpty(ifNull(toString(gad_source), '')),
    coalesce(
        lookupPaidSourceType(source),
        if(match(ifNull(toString(campaign), ''), '(?i)(^|[^a-df-z])shop|shopping'), 'Paid Shopping',
           NULL),
        lookupPaidMediumType(medium), lookupPaidSourceType(referrer),
        multiIf(ifNull(toString(gad_source), '') = '1', 'Paid Search',
                match(ifNull(toString(campaign), ''), '(?i)video'), 'Paid Video', 'Paid Unknown')),
    ifNull(toString(referrer), '') = '$direct' AND empty(ifNull(toString(medium), ''))
        AND ifNull(toString(source), '') IN ('', '(direct)', 'direct', '$direct'), 'Direct',
    coalesce(
        lookupOrganicSourceType(source),
        if(match(ifNull(toString(campaign), ''), '(?i)(^|[^a-df-z])shop|shopping'),
           'Organic Shopping', NULL),
        lookupOrganicMediumType(medium), lookupOrganicSourceType(referrer),
        multiIf(match(ifNull(toString(campaign), ''), '(?i)video'), 'Organic Video',
                match(ifNull(toString(campaign), ''), '(?i)push'), 'Push',
                notEmpty(ifNull(toString(fbclid), '')), 'Organic Social',
                ifNull(toString(referrer), '') NOT IN ('', '$direct'), 'Referral', 'Unknown')))"""

_OF_CELLS: Final = (
    "h3GetResolution h3GetBaseCell h3ToGeo h3IsResClassIII h3IsPentagon h3CellAreaM2 "
    "h3CellAreaRads2"
)
_OF_EDGES: Final = (
    "h3ExactEdgeLengthM h3ExactEdgeLengthKm h3ExactEdgeLengthRads "
    "h3GetOriginIndexFromUnidirectionalEdge h3GetDestinationIndexFromUnidirectionalEdge "
    "h3GetIndexesFromUnidirectionalEdge"
)
EXPANSIONS: Final[dict[str, tuple[str, ...]]] = {
    # numbers
    "gcd": (
        "(a, b) -> if(a IS NULL OR b IS NULL OR abs(a) > 9007199254740992"
        " OR abs(b) > 9007199254740992, NULL, multiIf(a = 0, toInt(abs(b)), b = 0, toInt(abs(a)),"
        " gcd(greatest(1, least(9007199254740992, ifNull(abs(a), 1))),"
        " greatest(1, least(9007199254740992, ifNull(abs(b), 1))))))",
    ),
    "lcm": (
        "(a, b) -> if(a IS NULL OR b IS NULL OR abs(a) > 2147483648 OR abs(b) > 2147483648, NULL,"
        " if(a = 0 OR b = 0, 0, toInt(lcm(greatest(1, least(2147483648, ifNull(abs(a), 1))),"
        " greatest(1, least(2147483648, ifNull(abs(b), 1)))))))",
    ),
    "factorial": ("n -> if(n > 20, NULL, factorial(toInt(greatest(0, least(20, ifNull(n, 0))))))",),
    "intexp2": ("x -> if(isFinite(x), intExp2(ifNull(ifNotFinite(x, 0), 0)), NULL)",),
    "intexp10": ("x -> if(isFinite(x), intExp10(ifNull(ifNotFinite(x, 0), 0)), NULL)",),
    "width_bucket": (
        "(x, low, high, n) -> if(ifNull(n, 0) < 1 OR ifNull(low, 0) >= ifNull(high, 0), NULL,"
        " multiIf(x IS NULL, NULL, x < low, 0, x >= high, toInt(n) + 1,"
        " toInt(floor((x - low) * n / (high - low))) + 1))",
    ),
    "bar": tuple(
        f"(x, low, high{rest}) -> if(isFinite(x) AND isFinite(low) AND isFinite(high)"
        f" AND low < high,"
        f" bar(least(1e15, greatest(-1e15, ifNull(ifNotFinite(toFloat(x), 0), 0))),"
        f" if(isFinite(low) AND low < high, ifNull(greatest(-1e15, toFloat(low)), 0), 0),"
        f" if(isFinite(high) AND low < high, ifNull(least(1e15, toFloat(high)), 1), 1){rest}),"
        " NULL)"
        for rest in ("", ", width")
    ),
    "dividedecimal": (
        "(a, b) -> if(ifNull(b, 0) = 0, NULL, divideDecimal(a, if(ifNull(b, 0) = 0, b + 1, b)))",
        "(a, b, s) -> if(ifNull(b, 0) = 0, NULL,"
        " divideDecimal(a, if(ifNull(b, 0) = 0, b + 1, b), s))",
    ),
    **{name.lower(): (f"(x, n) -> {SHIFT.format(name)}",) for name in _SHIFTS},
    # text
    **{
        name.lower(): _padded(name)
        for name in ("leftPad", "rightPad", "leftPadUTF8", "rightPadUTF8", "lpad", "rpad")
    },
    **{name.lower(): _part(name) for name in ("substring", "substr", "mid", "substringUTF8")},
    "repeat": (
        "(t, n) -> repeat(toString(t), greatest(0, least(ifNull(n, 0),"
        " toInt(intDivOrZero(1000000, greatest(1, ifNull(length(toString(t)), 1)))))))",
    ),
    "space": ("n -> space(greatest(0, least(ifNull(n, 0), 10000)))",),
    "split_part": (
        "(t, by, n) -> ifNull(splitByString(by, ifNull(toString(t), ''))[toInt(n)], '')",
    ),
    "split": ("(t, by) -> splitByString(by, ifNull(toString(t), ''))",),
    "strpos": ("(t, s) -> position(t, s)",),
    "regexp_replace": (
        "(t, p, r) -> replaceRegexpOne(t, p, r)",
        "(t, p, r, f) -> if(f = 'g', replaceRegexpAll(t, p, r), replaceRegexpOne(t, p, r))",
    ),
    "extractipv4substrings": (
        r"t -> extractAll(ifNull(toString(t), ''), '\\b(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])[.])"
        r"{3}(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])\\b')",
    ),
    "sortablesemver": (
        r"v -> arrayMap(x -> ifNull(toInt(x), 0), splitByChar('.', extract(ifNull(toString(v), ''),"
        r" '([0-9]+(?:[.][0-9]+)+)')))",
    ),
    # arrays
    "range": (
        "n -> range(greatest(0, least(ifNull(n, 0), 1000000)))",
        "(a, b) -> range(toInt(ifNull(a, 0)), toInt(least(ifNull(b, ifNull(a, 0)),"
        " ifNull(a, 0) + 1000000)))",
        "(a, b, s) -> range(toInt(ifNull(a, 0)), toInt(least(ifNull(b, ifNull(a, 0)),"
        " ifNull(a, 0) + 1000000)), toInt(greatest(1, ifNull(s, 1))))",
    ),
    "generateseries": (
        "(a, b) -> range(a, b + 1)",
        "(a, b, s) -> range(a, b + 1, s)",
    ),
    "generate_series": (
        "(a, b) -> generateSeries(a, b)",
        "(a, b, s) -> generateSeries(a, b, s)",
    ),
    "arrayresize": (
        "(a, n) -> arrayResize(a, greatest(-100000, least(100000, ifNull(n, 0))))",
        "(a, n, x) -> arrayResize(a, greatest(-100000, least(100000, ifNull(n, 0))), x)",
    ),
    "arraywithconstant": (
        "(n, x) -> arrayWithConstant(greatest(0, least(100000, ifNull(n, 0))), x)",
    ),
    # times
    "fromunixtimestamp": (
        "x -> toDateTime(toInt(x))",
        "(x, f) -> formatDateTime(toDateTime(toInt(x)), f)",
    ),
    "fromunixtimestamp64milli": (
        "x -> if(x BETWEEN -2208988800000 AND 10413791999000, fromUnixTimestamp64Milli(toInt64("
        "if(x BETWEEN -2208988800000 AND 10413791999000, ifNull(x, 0), 0))), NULL)",
        "(x, z) -> toTimeZone(fromUnixTimestamp64Milli(x), z)",
    ),
    # geography
    "h3isvalid": (f"c -> {_valid('c')}",),
    "h3unidirectionaledgeisvalid": (f"c -> {_valid('c', 'h3UnidirectionalEdgeIsValid')}",),
    **{name.lower(): _cell(name) for name in _OF_CELLS.split()},
    **{
        name.lower(): _cell(name, "[]")
        for name in ["h3ToGeoBoundary", "h3GetFaces", "h3GetUnidirectionalEdgesFromHexagon"]
    },
    **{name.lower(): _edge(name) for name in _OF_EDGES.split()},
    "h3getunidirectionaledgeboundary": _edge("h3GetUnidirectionalEdgeBoundary", "[]"),
    "h3tostring": _cell("h3ToString", "''"),
    "stringtoh3": (
        "s -> if(match(ifNull(toString(s), ''), '^[0-9a-fA-F]{1,16}$') AND"
        " h3IsValid(reinterpretAsUInt64(reverse(unhex(leftPad(toString(s), 16, '0'))))),"
        " reinterpretAsUInt64(reverse(unhex(leftPad(toString(s), 16, '0')))), 0)",
    ),
    "h3indexesareneighbors": _cells("h3IndexesAreNeighbors", "false"),
    "h3distance": _cells("h3Distance", "NULL"),
    "h3line": (
        f"(a, b) -> if({_valid('a')} AND {_valid('b')} AND h3Distance(a, b) >= 0,"
        f" h3Line(if(h3Distance(a, b) >= 0, {_sure('a')}, {CELL}),"
        f" if(h3Distance(a, b) >= 0, {_sure('b')}, {CELL})), [])",
    ),
    "h3getunidirectionaledge": _cells("h3GetUnidirectionalEdge", "NULL"),
    "h3toparent": _leveled("h3ToParent", "NULL", ">= n"),
    "h3tocenterchild": _leveled("h3ToCenterChild", "NULL", "<= n"),
    "h3tochildren": _leveled("h3ToChildren", "[]", "BETWEEN n - 5 AND n"),
    "h3kring": (f"(c, n) -> if({_valid('c')}, h3kRing({_sure('c')}, n), [])",),
    "h3hexring": (
        "(c, n) -> if(n = 0, h3kRing(c, 0),"
        " arrayFilter(x -> NOT has(h3kRing(c, n - 1), x), h3kRing(c, n)))",
    ),
    "geotoh3": (
        "(lat, lon, n) -> if(toFloat(lat) BETWEEN -90 AND 90 AND toFloat(lon) BETWEEN -180 AND 180,"
        " geoToH3(if(toFloat(lat) BETWEEN -90 AND 90, ifNull(toFloat(lat), 0.5), 0.5),"
        " if(toFloat(lon) BETWEEN -180 AND 180, ifNull(toFloat(lon), 0.5), 0.5), n), NULL)",
    ),
    **{
        name.lower(): (f"(a, b, c, d) -> {name}(toFloat(a), toFloat(b), toFloat(c), toFloat(d))",)
        for name in ("h3PointDistM", "h3PointDistKm", "h3PointDistRads")
    },
    # PostHog's own
    **_BOTS,
    **{f"__preview_{name}": found for name, found in _BOTS.items()},
    "__preview_isbot": _BOTS["islikelybot"],
    "languagecodetoname": (
        "c -> transform(lower(toString(c)), LANGUAGE_CODES, LANGUAGE_NAMES, 'Unknown')",
    ),
    "lookupdomaintype": _of_source("SOURCE_KINDS"),
    "_domaintype": _of_source("SOURCE_KINDS"),
    "lookuppaidsourcetype": _of_source("PAID_SOURCES"),
    "lookuporganicsourcetype": _of_source("ORGANIC_SOURCES"),
    "lookuppaidmediumtype": _of_medium("PAID_MEDIA"),
    "lookuporganicmediumtype": _of_medium("ORGANIC_MEDIA"),
    "_defaultchanneltype": (_CHANNEL,),
}
