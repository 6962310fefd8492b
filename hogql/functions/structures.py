"""Maps, tuples, JSON, bits and bitmaps. Columns: see ``registry``."""

from typing import Final

LINES: Final = """
map 0+ M2 A map of keys and values.
mapFromArrays 2 Me2,e A map of an array of keys and one of values.
mapAdd 2+ 1 The sums of values by key.
mapSubtract 2+ 1 The differences of values by key.
mapConcat 1+ 1 Maps put together.
mapContains 2 b Whether a map has a key.
mapKeys 1 A The keys of a map.
mapValues 1 Ae1 The values of a map.
mapContainsKeyLike 2 b,k2 Whether a map has a key that matches a pattern.
mapExtractKeyLike 2 1,k2 The entries whose key matches a pattern.
mapApply 2 M A function's values for the entries of a map.
mapFilter 2 2 The entries that meet a condition.
mapUpdate 2 1 A map with the entries of another put over it.
mapSort 1-2 l A map in the order of its keys, or of a function.
tuple 0+ T A tuple of the values.
tupleElement 2-3 ?,k2 A part of a tuple, by its constant place or name.
tupleHammingDistance 2 i How many parts of two tuples differ.
tupleToNameValuePairs 1 A The names and values of a tuple.
tuplePlus 2 T The sums of the parts of two tuples.
tupleMinus 2 T The differences of the parts of two tuples.
tupleMultiply 2 T The products of the parts of two tuples.
tupleDivide 2 T The quotients of the parts of two tuples.
tupleNegate 1 T The tuple with the signs of its parts turned.
tupleMultiplyByNumber 2 T The parts of a tuple times a number.
tupleDivideByNumber 2 T The parts of a tuple divided by a number.
tupleConcat 1+ T Tuples one after the other.
dotProduct 2 f The sum of the products of the parts.
isValidJSON 1 b Whether text is JSON.
JSONHas 1+ b Whether JSON text has a path.
JSONLength 1+ i The length of a JSON array or object.
JSONArrayLength 1 i? The length of a JSON array, or null.
JSONType 1+ s The type of a JSON value.
JSONExtract 2+ ?? A JSON value as a named type, or null.
JSONExtractUInt 1+ i! A JSON value as an unsigned integer, or zero.
JSONExtractInt 1+ i! A JSON value as an integer, or zero.
JSONExtractFloat 1+ f! A JSON value as a float, or zero.
JSONExtractBool 1+ b! A JSON value as a boolean, or false.
JSONExtractString 1+ s! A JSON value as text, or empty.
JSONExtractKeys 1+ As The keys of a JSON object.
JSONExtractRaw 1+ s! A JSON value as JSON text, or empty.
JSONExtractArrayRaw 1+ As The items of a JSON array as JSON text.
JSONExtractKeysAndValues 2+ A The entries of a JSON object as a named type.
JSONExtractKeysAndValuesRaw 1+ A The entries of a JSON object as JSON text.
JSON_VALUE 2 s,k2 The value at a JSON path.
bitAnd 2 i,i Bits that both numbers have.
bitOr 2 i,i Bits that one of the numbers has.
bitXor 2 i,i Bits that exactly one of the numbers has.
bitNot 1 i,i All bits turned.
bitShiftLeft 2 i,i Bits moved to the left.
bitShiftRight 2 i,i Bits moved to the right.
bitRotateLeft 2 i,i Bits turned to the left.
bitRotateRight 2 i,i Bits turned to the right.
bitSlice 2-3 s A part of the bits of text.
bitTest 2 b,i Whether a bit is set.
bitTestAll 2+ b,i Whether all of some bits are set.
bitTestAny 2+ b,i Whether one of some bits is set.
bitCount 1 i,i How many bits are set.
bitHammingDistance 2 i,i How many bits differ.
bitPositionsToArray 1 Ai The places of the bits that are set.
bitmaskToArray 1 Ai The powers of two that a number is the sum of.
bitmapBuild 1 ? A bitmap of an array of unsigned integers.
bitmapToArray 1 Ai The integers of a bitmap.
bitmapSubsetInRange 3 ? The part of a bitmap between two numbers.
bitmapSubsetLimit 3 ? A number of items of a bitmap.
subBitmap 3 ? A number of items of a bitmap, from an offset.
bitmapContains 2 b Whether a bitmap has a number.
bitmapHasAny 2 b Whether two bitmaps share a number.
bitmapHasAll 2 b Whether a bitmap has all numbers of another.
bitmapCardinality 1 i How many numbers a bitmap has.
bitmapMin 1 i The smallest number of a bitmap.
bitmapMax 1 i The greatest number of a bitmap.
bitmapTransform 3 ? A bitmap with numbers replaced.
bitmapAnd 2 ? The numbers that both bitmaps have.
bitmapOr 2 ? The numbers that one of two bitmaps has.
bitmapXor 2 ? The numbers that exactly one bitmap has.
bitmapAndnot 2 ? The numbers of the first bitmap that the second lacks.
bitmapAndCardinality 2 i How many numbers both bitmaps have.
bitmapOrCardinality 2 i How many numbers one of two bitmaps has.
bitmapXorCardinality 2 i How many numbers exactly one bitmap has.
bitmapAndnotCardinality 2 i How many numbers of the first the second lacks.
"""
