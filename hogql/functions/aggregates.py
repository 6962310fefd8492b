"""Aggregates and their combinators. Columns: see ``registry``."""

from typing import Final

AGGREGATES: Final = """
count 0-1 i! How many rows there are, or how many have a value.
countDistinct=uniqExact 1+ i! How many different values there are.
min 1 1 The smallest value.
max 1 1 The greatest value.
sum 1 ?,n The sum.
avg 1 f,n The mean.
any 1 1 Any value.
anyHeavy 1 1 A value that occurs often.
anyLast 1 1 The last value met.
any_value=any 1 1 Any value.
first_value 1 1 The first value.
last_value 1 1 The last value.
stddevPop 1 f,n The standard deviation of a population.
stddevSamp 1 f,n The standard deviation of a sample.
varPop 1 f,n The variance of a population.
varSamp 1 f,n The variance of a sample.
covarPop 2 f,n The covariance of a population.
covarSamp 2 f,n The covariance of a sample.
corr 2 f,n The correlation.
skewPop 1 f,n The skewness of a population.
skewSamp 1 f,n The skewness of a sample.
kurtPop 1 f,n The kurtosis of a population.
kurtSamp 1 f,n The kurtosis of a sample.
argMin 2 1 The first value where the second is smallest.
argMax 2 1 The first value where the second is greatest.
avgWeighted 2 f,n The mean, weighted.
topK 1 A1 The most frequent values.
topKWeighted 2 A1 The values of the greatest weight.
groupArray 1 A1 All values.
array_agg=groupArray 1 A1 All values.
groupUniqArray 1 A1 All different values.
groupArrayInsertAt 2 A1 Values at given places.
groupArrayMovingAvg 1 A,n Moving means.
groupArrayMovingSum 1 A,n Moving sums.
groupArraySample 1 A1 A random sample of the values.
groupArrayArray 1 1 All items of arrays.
groupUniqArrayArray 1 1 All different items of arrays.
groupConcat 1 s All values as one text.
groupBitAnd 1 i,n Bits that all numbers have.
groupBitOr 1 i,n Bits that one of the numbers has.
groupBitXor 1 i,n Bits that an odd number of numbers has.
groupBitmap 1 i How many different unsigned integers there are.
groupBitmapAnd 1 i How many numbers all bitmaps share.
groupBitmapOr 1 i How many numbers one of the bitmaps has.
groupBitmapXor 1 i How many numbers an odd number of bitmaps has.
sumWithOverflow 1 ?,n The sum, in the type of the values.
sumMap 1-2 ? Sums of values by key.
sumForEach 1 A Sums of the items of arrays, place by place.
minMap 1-2 ? The smallest values by key.
maxMap 1-2 ? The greatest values by key.
deltaSum 1 ?,n The sum of the increases.
deltaSumTimestamp 2 ?,n The sum of the increases, ordered by a time.
median 1 f,n The median, estimated.
medianExact 1 ?,n The median.
medianExactLow 1 ?,n The lower median.
medianExactHigh 1 ?,n The upper median.
medianExactWeighted 2 ?,n The median, weighted.
medianTiming 1 f,n The median of times in milliseconds.
medianTimingWeighted 2 f,n The median of times, weighted.
medianDeterministic 2 f,n The median, estimated the same way each time.
medianTDigest 1 f,n The median, estimated.
medianTDigestWeighted 2 f,n The median, estimated and weighted.
medianBFloat16 1 f,n The median, estimated.
quantile 1 f,n A quantile, estimated.
quantiles 1 Af,n Several quantiles, estimated.
quantileExact 1 ?,n A quantile.
quantileExactLow 1 ?,n A lower quantile.
quantileExactHigh 1 ?,n An upper quantile.
quantileExactWeighted 2 ?,n A quantile, weighted.
quantileTiming 1 f,n A quantile of times in milliseconds.
quantileTDigest 1 f,n A quantile, estimated.
quantileDeterministic 2 f,n A quantile, estimated the same way each time.
quantileBFloat16 1 f,n A quantile, estimated.
quantilesExact 1 A,n Several quantiles.
quantilesTDigest 1 Af,n Several quantiles, estimated.
uniq 1+ i! How many different values there are, estimated.
uniqExact 1+ i! How many different values there are.
uniqCombined 1+ i! How many different values there are, estimated.
uniqCombined64 1+ i! How many different values there are, estimated.
uniqHLL12 1+ i! How many different values there are, estimated.
uniqTheta=uniq 1+ i! How many different values there are, estimated.
uniqUpTo 1+ i! How many different values there are, up to a number.
simpleLinearRegression 2 T,n The line that fits best.
contingency 2 f The contingency of two columns.
cramersV 2 f Cramer's V of two columns.
cramersVBiasCorrected 2 f Cramer's V of two columns, corrected.
theilsU 2 f Theil's U of two columns.
entropy 1 f The entropy of the values.
maxIntersections 2 i,n How many intervals overlap at most.
maxIntersectionsPosition 2 i,n Where most intervals overlap.
windowFunnel 2+ i! How many steps of a funnel were reached within a window.
sequenceCount 2+ i! How often a sequence of conditions occurs.
sequenceMatch 2+ b! Whether a sequence of conditions occurs.
retention 1+ Ai Which conditions hold together with the first.
sparkbar 2 s A chart of bars as text.
boundingRatio 2 f,n The slope between the outermost points.
exponentialMovingAverage 2 f,n The moving mean that forgets.
every=min 1 b! Whether a condition holds for all rows.
string_agg=groupConcat 1-2 s All values as one text.
"""

COMBINATORS: Final[dict[str, tuple[int, str | None]]] = {
    "OrDefault": (0, None),
    "OrNull": (0, None),
    "Distinct": (0, None),
    "ForEach": (0, "A"),
    "ArgMin": (1, None),
    "ArgMax": (1, None),
    "Array": (0, None),
    "State": (0, "?"),
    "Merge": (0, None),
    "Map": (0, "?"),
    "If": (1, None),
}
"""Suffix -> how many arguments it adds, and the type it gives where that differs."""

NO_COMBINATOR: Final = frozenset({"any_value", "string_agg", "every"})
"""Names of other databases: they are not prefixes of ClickHouse names."""
