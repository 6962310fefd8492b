"""Functions that people know and that are not offered, each with its reason (hogql 7.1.6, 8).

``REASONS``: a reason, then the names it is for; a name may end with ``*``.
"""

from functools import lru_cache
from typing import Final

REASONS: Final = """
It would stop the query by what is in its rows: throwIf assert*
It stops the query on a value that does not convert; toInt, toDate and the like give null instead:
    _toInt8 _toInt16 _toInt32 _toInt64 _toUInt64 _toUInt128 _toDate _toInt* _toUInt* _toFloat*
It can use memory without a bound: multiFuzzyMatchAny multiFuzzyMatchAnyIndex
    multiFuzzyMatchAllIndices multiFuzzyMatch* geohashesInBox h3PolygonToCells arrayPermutations
    mapPopulateSeries arrayCombinations
It makes several columns of one; name the parts instead, such as t.1 and t.2: untuple
ClickHouse has no such function; JSONExtractKeys gives the keys of an object: JSONExtractKey
Exchange rates are not stored here; join a table of rates instead: convertCurrency
There is no model here that turns text into vectors: embedText
It is a program that managed ClickHouse can not run; windowFunnel does the same: aggregate_funnel
    aggregate_funnel_array aggregate_funnel_cohort aggregate_funnel_trends
    aggregate_funnel_array_trends aggregate_funnel_cohort_trends aggregate_funnel*
It reads a dictionary that is not here; events carry $geoip_city_name and $geoip_postal_code:
    _lookupGeoipCityName _lookupGeoipPostalCode _lookupGeoip*
It reads dictionaries and tables past the guard of your project: dictGet* dictHas dictIsIn
    dictGetHierarchy joinGet joinGetOrNull
It tells about the server: getSetting* getMacro hostName fqdn currentUser user version uptime
    currentDatabase currentSchemas currentProfiles currentRoles serverUUID getServerPort queryID
    query_id initialQueryID tcpPort displayName filesystemAvailable filesystemCapacity
    filesystemUnreserved getOSKernelVersion serverTimezone buildId zookeeperSessionUptime
    connectionId getServerSetting getMergeTreeSetting blockSerializedSize
It makes the query wait: sleep sleepEachRow
It reads files, other servers or programs: file url s3 remote cluster executable input
    catboostEvaluate modelEvaluate evalMLMethod
It turns addresses of the server's memory into names: addressToSymbol addressToLine
    addressToLineWithInlines demangle
It works on the raw states of aggregates, which can be forged; use a -Merge combinator:
    initializeAggregation finalizeAggregation runningAccumulate
It needs a key in the text of the query, which is kept in the log: encrypt decrypt tryDecrypt
    aes_encrypt_mysql aes_decrypt_mysql
It exists to test ClickHouse: fuzzBits generateRandomStructure materialize ignore identity
    hasColumnInTable defaultValueOfArgumentType blockNumber
"""


@lru_cache(maxsize=1)
def _reasons() -> dict[str, str]:
    found: dict[str, str] = {}
    for block in REASONS.strip().replace("\n    ", " ").splitlines():
        reason, _, names = block.rpartition(": ")
        found.update((name.lower(), f"{reason}.") for name in names.split())
    return found


def refused_names() -> dict[str, str]:
    """Every name that is refused by itself, as it is written, with its reason."""
    reasons = _reasons()
    words = REASONS.replace("\n    ", " ").split()
    return {word: reasons[word.lower()] for word in words if word.lower() in reasons}


def find_reason(name: str) -> str | None:
    """Why the function of that name is not offered; None when nothing is known of it."""
    reasons, lowered = _reasons(), name.lower()
    for known, reason in reasons.items():
        is_start = known.endswith("*") and lowered.startswith(known[:-1])
        if known == lowered or is_start:
            return reason
    return None
