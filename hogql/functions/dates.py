"""Dates and times. Columns: see ``registry``; flags ``o`` and ``w`` bring the project's zone."""

from typing import Final

LINES: Final = """
now 0-1 z The current time.
now64 0-2 z The current time.
nowInBlock=now64 0-1 z The current time.
current_timestamp 0 z The current time.
today 0 d Today's date in the project's time zone.
current_date 0 d Today's date in the project's time zone.
yesterday 0 d Yesterday's date in the project's time zone.
toDate 1-2 d,x The date of a time, or text as a date, or null.
toDateTime 1-2 z,x Text, a date or seconds since 1970 as a time, or null.
toDateTime64 1-3 z,x A time with a fraction of a second, or null.
toDateTimeUS 1 z Text with the month first as a time, or null.
parseDateTime 2-3 z?,x Text of a given format as a time, or null.
parseDateTimeBestEffort 1-2 z?,x Text of any usual format as a time, or null.
parseDateTimeBestEffortOrNull 1-2 z? Text of any usual format as a time, or null.
parseDateTime64BestEffort 1-3 z? Text of any usual format as a time, or null.
parseDateTime64BestEffortOrNull 1-3 z? Text of any usual format as a time, or null.
toTimeZone 2 z,k2 The time, shown in another time zone.
timeZone 0 s The time zone of the connection.
timeZoneOf 1 s,w,M The name of a time's zone.
timeZoneOffset 1 i,w,M Seconds between a time's zone and UTC.
toYear 1-2 i,o2,m The year.
toQuarter 1-2 i,o2,m The quarter, 1 to 4.
toMonth 1-2 i,o2,m The month, 1 to 12.
toDayOfYear 1-2 i,o2,m The day of the year.
toDayOfMonth 1-2 i,o2,m The day of the month.
toDayOfWeek 1-3 i,w,m The day of the week, Monday 1.
toHour 1-2 i,o2,M The hour.
toMinute 1-2 i,o2,M The minute.
toSecond 1-2 i,o2,M The second.
toMillisecond 1 i,M The millisecond.
toUnixTimestamp 1-2 i Seconds since 1970.
toUnixTimestamp64Milli 1 i,x Milliseconds since 1970.
toUnixTimestamp64Micro 1 i,x Microseconds since 1970.
fromUnixTimestamp 1-2 z Seconds since 1970 as a time.
fromUnixTimestamp64Milli 1-2 z Milliseconds since 1970 as a time.
toStartOfInterval 2-3 z,o3,m The start of the interval that a time falls into.
toStartOfYear 1-2 d,o2,m The first day of the year.
toStartOfISOYear 1-2 d,o2,m The first day of the year of ISO 8601.
toStartOfQuarter 1-2 d,o2,m The first day of the quarter.
toStartOfMonth 1-2 d,o2,m The first day of the month.
toLastDayOfMonth 1-2 d,o2,m The last day of the month.
toMonday 1-2 d,o2,m The Monday of the week.
toStartOfWeek 1-3 d The first day of the week, as the project counts weeks.
toLastDayOfWeek 1-3 d The last day of the week, as the project counts weeks.
toStartOfDay 1-2 z,o2,m Midnight.
toStartOfHour 1-2 z,o2,M The start of the hour.
toStartOfMinute 1-2 z,o2,M The start of the minute.
toStartOfSecond 1-2 z,o2,M The start of the second.
toStartOfFiveMinutes 1-2 z,o2,M The start of the five minutes.
toStartOfTenMinutes 1-2 z,o2,M The start of the ten minutes.
toStartOfFifteenMinutes 1-2 z,o2,M The start of the quarter of an hour.
toTime 1-2 ?,o2,M The time of the day.
toISOYear 1-2 i,o2,m The year of ISO 8601.
toISOWeek 1-2 i,o2,m The week of ISO 8601.
toWeek 1-3 i,w,m The week of the year.
toYearWeek 1-3 i,w,m The year and its week.
age 3-4 i,w Whole units between two times.
dateDiff 3-4 i,o4 Boundaries of a unit between two times.
date_diff=dateDiff 3-4 i,o4 Boundaries of a unit between two times.
dateTrunc 2-3 z,o3 The time cut to a unit.
date_trunc=dateTrunc 2-3 z,o3 The time cut to a unit.
dateAdd 2-3 2,w The time, later by a number of units.
dateSub 2-3 2,w The time, earlier by a number of units.
timeStampAdd 2-3 2,w The time, later by a number of units.
timeStampSub 2-3 2,w The time, earlier by a number of units.
timeSlot 1-2 z,w,M The start of the half hour.
timeSlots 2-3 ?,x The half hours that a span of time touches.
toYYYYMM 1-2 i,o2,m The year and month as one number.
toYYYYMMDD 1-2 i,o2,m The date as one number.
toYYYYMMDDhhmmss 1-2 i,o2,M The time as one number.
addYears 2 1,w,m,a2,x The time, years later.
addQuarters 2 1,w,m,a2,x The time, quarters later.
addMonths 2 1,w,m,a2,x The time, months later.
addWeeks 2 1,w,m,a2,x The time, weeks later.
addDays 2 1,w,m,a2,x The time, days later.
addHours 2 1,m,a2,x The time, hours later.
addMinutes 2 1,m,a2,x The time, minutes later.
addSeconds 2 1,m,a2,x The time, seconds later.
subtractYears 2 1,w,m,a2,x The time, years earlier.
subtractQuarters 2 1,w,m,a2,x The time, quarters earlier.
subtractMonths 2 1,w,m,a2,x The time, months earlier.
subtractWeeks 2 1,w,m,a2,x The time, weeks earlier.
subtractDays 2 1,w,m,a2,x The time, days earlier.
subtractHours 2 1,m,a2,x The time, hours earlier.
subtractMinutes 2 1,m,a2,x The time, minutes earlier.
subtractSeconds 2 1,m,a2,x The time, seconds earlier.
formatDateTime 2-3 s,o3,k2,m The time as text of a constant format.
dateName 2-3 s,o3,k1 The name of a part of a date.
monthName 1 s,w,m The name of the month.
toModifiedJulianDay=toModifiedJulianDayOrNull 1 i?,x Text as a day number, or null.
fromModifiedJulianDay=fromModifiedJulianDayOrNull 1 s?,x,i A day number as text, or null.
toModifiedJulianDayOrNull 1 i? Text as a day number, or null.
fromModifiedJulianDayOrNull 1 s?,i A day number as text, or null.
toIntervalSecond 1 v,a1,x A number of seconds.
toIntervalMinute 1 v,a1,x A number of minutes.
toIntervalHour 1 v,a1,x A number of hours.
toIntervalDay 1 v,a1,x A number of days.
toIntervalWeek 1 v,a1,x A number of weeks.
toIntervalMonth 1 v,a1,x A number of months.
toIntervalQuarter 1 v,a1,x A number of quarters.
toIntervalYear 1 v,a1,x A number of years.
tumble 2-3 T A fixed window of time.
hop 3-4 T A sliding window of time.
tumbleStart 1-3 t The start of a fixed window of time.
tumbleEnd 1-3 t The end of a fixed window of time.
hopStart 1-4 t The start of a sliding window of time.
hopEnd 1-4 t The end of a sliding window of time.
year=toYear 1 i,w,m The year.
quarter=toQuarter 1 i,w,m The quarter, 1 to 4.
month=toMonth 1 i,w,m The month, 1 to 12.
day=toDayOfMonth 1 i,w,m The day of the month.
hour=toHour 1 i,w,M The hour.
minute=toMinute 1 i,w,M The minute.
second=toSecond 1 i,w,M The second.
dayofweek=toDayOfWeek 1 i,w,m The day of the week, Monday 1.
dayofyear=toDayOfYear 1 i,w,m The day of the year.
last_day=toLastDayOfMonth 1 d,w,m The last day of the month.
date_format=formatDateTime 2 s,w,k2,m The time as text of a constant format.
"""
