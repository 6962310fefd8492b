"""Arrays. Columns: see ``registry``."""

from typing import Final

LINES: Final = """
array 0+ A An array of the values.
range 1-3 Ai,b1,x,i The integers from zero, or between two numbers.
generateSeries=range 2-3 Ai,b2,x,i The integers from a number to another, both included.
arrayConcat 1+ 1 Arrays one after the other.
arrayElement 2 e1 An item, counted from one, or from the end.
has 2 b Whether an array has an item.
hasAll 2 b Whether an array has all items of another.
hasAny 2 b Whether an array has one of the items of another.
hasSubstr 2 b Whether an array has the items of another in a row.
indexOf 2 i The place of an item, counted from one.
arrayCount 1+ i,e How many items meet a condition.
countEqual 2 i How often an item occurs.
arrayEnumerate 1 Ai The places of the items.
arrayEnumerateUniq 1+ Ai,e How often each item occurred so far.
arrayEnumerateDense 1+ Ai,e The number of each different item.
arrayPopBack 1 1 The array without its last item.
arrayPopFront 1 1 The array without its first item.
arrayPushBack 2 1 The array with one more item at its end.
arrayPushFront 2 1 The array with one more item at its start.
arrayResize 2-3 1,b2,x,i2 The array cut or filled up to a size.
arraySlice 2-3 1,i2,i3 A part of the array.
arraySort 1+ l,e The array in order, by itself or by a function.
arrayReverseSort 1+ l,e The array in descending order.
arrayPartialSort 2+ ?,e The array with its first items in order.
arrayUniq 1+ i,e How many different items there are.
arrayJoin 1 e1 A row for each item.
arrayDifference 1 A The differences of neighbours.
arrayDistinct 1 1 The array without repetitions.
arrayIntersect 1+ 1 The items that all arrays have.
arrayReduce 2+ ?,e An aggregate over the items; its name is a constant.
arrayReverse 1 1 The array backwards.
arrayFilter 2+ 2,e The items that meet a condition.
arrayFlatten 1 ? Arrays of arrays as one array.
flatten=arrayFlatten 1 ? Arrays of arrays as one array.
arrayCompact 1+ l The array without repetitions of neighbours.
arrayZip 1+ Z,e An array of tuples of the items of several arrays.
arrayAUC 2 f,e The area under a curve of scores and labels.
arrayMap 2+ AL,e A function's values for the items.
arrayFill 2+ 2,e Items that fail a condition replaced by the one before.
arrayReverseFill 2+ 2,e Items that fail a condition replaced by the one after.
arrayFold 3+ ?,e A function applied from item to item.
arrayWithConstant 2 A,b1,x,i1 One value many times.
arraySplit 2+ A2,e The array cut after certain items.
arrayReverseSplit 2+ A2,e The array cut before certain items.
arrayRotateLeft 2 1 The array turned to the left.
arrayRotateRight 2 1 The array turned to the right.
arrayShiftLeft 2-3 1 The array moved to the left.
arrayShiftRight 2-3 1 The array moved to the right.
arrayExists 1+ b,e Whether an item meets a condition.
arrayAll 1+ b,e Whether all items meet a condition.
arrayFirst 2+ e2,e The first item that meets a condition.
arrayLast 2+ e2,e The last item that meets a condition.
arrayFirstOrNull 2+ ??,e The first item that meets a condition, or null.
arrayLastOrNull 2+ ??,e The last item that meets a condition, or null.
arrayFirstIndex 2+ i,e The place of the first item that meets a condition.
arrayLastIndex 2+ i,e The place of the last item that meets a condition.
arrayMin 1+ ?,e The smallest item.
arrayMax 1+ ?,e The greatest item.
arraySum 1+ ?,e The sum of the items.
arrayAvg 1+ f,e The mean of the items.
arrayCumSum 1+ A,e Running sums.
arrayCumSumNonNegative 1+ A,e Running sums, never below zero.
arrayProduct 1+ f,e The product of the items.
arrayDotProduct 2 f,e The sum of the products of the items.
arrayStringConcat 1-2 s,k2 The items as one text.
arrayShuffle 1-2 1 The array in random order.
arrayNormalizedGini 2 T,e The Gini coefficients of two arrays.
arraySymmetricDifference 1+ 1 The items that not all arrays have.
emptyArrayString 0 As An array of texts with nothing in it.
emptyArrayInt64 0 Ai An array of integers with nothing in it.
emptyArrayToSingle 1 1 The array, with one default item when it has none.
array_length=length 1 i The number of items.
cardinality=length 1 i The number of items.
array_to_string=arrayStringConcat 1-2 s,k2 The items as one text.
unnest=arrayJoin 1 e1 A row for each item.
array_append=arrayPushBack 2 1 The array with one more item at its end.
array_cat=arrayConcat 1+ 1 Arrays one after the other.
array_contains=has 2 b Whether an array has an item.
array_position=indexOf 2 i The place of an item, counted from one.
array_distinct=arrayDistinct 1 1 The array without repetitions.
array_reverse=arrayReverse 1 1 The array backwards.
generate_series=range 2-3 Ai,b2,x,i The integers from a number to another, both included.
"""
