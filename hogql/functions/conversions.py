"""Conversions. None throws: a value that does not convert becomes null. Columns: see ``registry``.

Most have a form of their own in the resolver, chosen by the type of the argument.
"""

from typing import Final

LINES: Final = """
toInt 1 i? The value as an integer, or null.
toIntOrZero 1 i! The value as an integer, or zero.
toFloat 1 f? The value as a float, or null.
toFloatOrZero 1 f! The value as a float, or zero.
toFloatOrDefault 1-2 f! The value as a float, or a default.
toDecimal 2 f? The value as a decimal of a given scale, or null.
toUUID 1 u? The value as a UUID, or null.
toUUIDOrDefault 2 u! The value as a UUID, or a default.
toString 1 s The value as text.
toNullableString 1 s? The value as text that may be null.
toBool 1 b? The value as a boolean, or null.
toJSONString 1 s! The value as JSON text.
toTypeName 1 s! The name of the value's type in ClickHouse.
toInt8OrNull 1 i? Text as an integer, or null.
toInt16OrNull 1 i? Text as an integer, or null.
toInt32OrNull 1 i? Text as an integer, or null.
toInt64OrNull 1 i? Text as an integer, or null.
toUInt8OrNull 1 i? Text as an unsigned integer, or null.
toUInt16OrNull 1 i? Text as an unsigned integer, or null.
toUInt32OrNull 1 i? Text as an unsigned integer, or null.
toUInt64OrNull 1 i? Text as an unsigned integer, or null.
toFloat32OrNull 1 f? Text as a float, or null.
toFloat64OrNull 1 f? Text as a float, or null.
toInt8 1 i? The value as an integer, or null.
toInt16 1 i? The value as an integer, or null.
toInt32 1 i? The value as an integer, or null.
toInt64 1 i? The value as an integer, or null.
toUInt8 1 i? The value as an unsigned integer, or null.
toUInt16 1 i? The value as an unsigned integer, or null.
toUInt32 1 i? The value as an unsigned integer, or null.
toUInt64 1 i? The value as an unsigned integer, or null.
toFloat32 1 f? The value as a float, or null.
toFloat64 1 f? The value as a float, or null.
accurateCast 2 ?? The value as a named type, or null.
accurateCastOrNull 2 ?? The value as a named type, or null.
hex 1 s A number or text in hexadecimal.
unhex 1 s The bytes that hexadecimal text stands for.
bin 1 s A number or text in binary.
reinterpretAsInt8 1 i The first bytes read as an integer.
reinterpretAsInt16 1 i The first bytes read as an integer.
reinterpretAsInt32 1 i The first bytes read as an integer.
reinterpretAsInt64 1 i The first bytes read as an integer.
reinterpretAsUInt8 1 i The first bytes read as an unsigned integer.
reinterpretAsUInt16 1 i The first bytes read as an unsigned integer.
reinterpretAsUInt32 1 i The first bytes read as an unsigned integer.
reinterpretAsUInt64 1 i The first bytes read as an unsigned integer.
reinterpretAsInt128 1 i The first bytes read as an integer.
reinterpretAsInt256 1 i The first bytes read as an integer.
reinterpretAsUInt128 1 i The first bytes read as an unsigned integer.
reinterpretAsUInt256 1 i The first bytes read as an unsigned integer.
reinterpretAsUUID 1 u The first sixteen bytes read as a UUID.
reinterpretAsFloat32 1 f The first bytes read as a float.
reinterpretAsFloat64 1 f The first bytes read as a float.
UUIDv7ToDateTime 1-2 z The time inside a UUID of version 7.
generateUUIDv4 0-1 u A random UUID.
IPv4NumToString 1 s A number as an IPv4 address.
IPv4StringToNumOrNull 1 i? An IPv4 address as a number, or null.
toIPv4OrNull 1 ?? Text as an IPv4 address, or null.
toIPv6OrNull 1 ?? Text as an IPv6 address, or null.
isIPv4String 1 b Whether text is an IPv4 address.
isIPv6String 1 b Whether text is an IPv6 address.
"""
