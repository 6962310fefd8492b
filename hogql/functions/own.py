"""Functions that ClickHouse has not: PostHog's, and those of PostgreSQL. Columns: see ``registry``.

Each is written in HogQL (``expansions``) or has a form of its own in the resolver.
"""

from typing import Final

LINES: Final = """
matchesAction 1 b! Whether an event is one of an action, by its name or id.
recordingButton 1-2 T A button that opens the recording of a session.
sparkline 1 T A small chart of an array of numbers.
explainCSPReport 1 T A button that explains a report of the content security policy.
sortableSemVer 1 Ai! A version as numbers, so that 1.10 sorts after 1.9.
languageCodeToName 1 s The English name of a language by its code, or Unknown.
extractIPv4Substrings 1 As! All IPv4 addresses in text.
lookupDomainType 1 s? What kind of site a source is: Search, Social, Video, Shopping, ...
_domainType 1 s? What kind of site a source is.
lookupPaidSourceType 1 s? The channel of a paid visit from a source.
lookupOrganicSourceType 1 s? The channel of an unpaid visit from a source.
lookupPaidMediumType 1 s? The channel of a paid visit by its medium.
lookupOrganicMediumType 1 s? The channel of an unpaid visit by its medium.
_defaultChannelType 7 s! The channel: campaign, medium, source, domain, gclid, fbclid, gad_source.
getTrafficType 1 s! AI Agent, Bot, Automation or Regular, from the user agent.
getTrafficCategory 1 s! The category of traffic, from the user agent.
isLikelyBot 1 b! Whether the user agent is that of a program.
getBotType 1 s! The category of a bot, from the user agent; empty for people.
getBotName 1 s! The name of a bot, from the user agent; empty for people.
getBotOperator 1 s! Who runs a bot, from the user agent; empty for people.
__preview_getTrafficType 1 s! The old name of getTrafficType.
__preview_getTrafficCategory 1 s! The old name of getTrafficCategory.
__preview_isLikelyBot 1 b! The old name of isLikelyBot.
__preview_isBot 1 b! An old name of isLikelyBot.
__preview_getBotType 1 s! The old name of getBotType.
__preview_getBotName 1 s! The old name of getBotName.
__preview_getBotOperator 1 s! The old name of getBotOperator.
getSurveyResponse 1-3 s? The answer to a survey's question: its number, its id, many choices.
uniqueSurveySubmissionsFilter 1-3 b! Whether an event is the last of its survey's submission.
split_part 3 s!,k2 The n-th part of text between a separator, counted from the end when negative.
split 2 As!,k2 The parts of text between a separator.
strpos 2 i The place of the first occurrence, in bytes from one.
regexp_replace 3-4 s,k2,k3,k4 The first match replaced, or all with the flag g.
date_part 2 f,k1 A part of a time: year, month, day, hour, dow, doy, epoch, ...
date_bin 3 z The start of the interval, counted from an origin, that a time falls into.
date_subtract 2-3 1 The time, earlier by an interval.
date_sub 2-3 1 The time, earlier by an interval.
date_add 2-3 1 The time, later by an interval.
make_date 3 d,i A date of a year, a month and a day.
make_timestamp 6 z A time of its parts, in the project's time zone.
make_timestamptz 6-7 z,k7 A time of its parts, in a time zone.
make_timestampz 6-7 z,k7 A time of its parts, in a time zone.
make_interval 6 v A span of years, months, days, hours, minutes and seconds.
to_char 2 s,k2 A time as text, by a format of PostgreSQL.
to_date 1-2 d?,k2 Text as a date, by a format of PostgreSQL, or null.
to_timestamp 1-2 z?,k2 Seconds since 1970, or text by a format of PostgreSQL, as a time.
"""
