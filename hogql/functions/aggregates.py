"""Aggregates and their combinators. Columns: see ``registry``."""

from typing import Final

LINES: Final = """
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
topK 1;0-3 A1 The most frequent values.
topKWeighted 2;0-3 A1 The values of the greatest weight.
groupArray 1;0-1 A1 All values.
array_agg=groupArray 1;0-1 A1 All values.
groupUniqArray 1;0-1 A1 All different values.
groupArrayInsertAt 2;0-2 A1,x Values at given places.
groupArrayMovingAvg 1;0-1 A,n Moving means.
groupArrayMovingSum 1;0-1 A,n Moving sums.
groupArraySample 1;1-2 A1 A random sample of the values.
groupArrayArray 1;0-1 1 All items of arrays.
groupUniqArrayArray 1;0-1 1 All different items of arrays.
groupConcat 1;0-2 s All values as one text.
groupBitAnd 1 i,i Bits that all numbers have.
groupBitOr 1 i,i Bits that one of the numbers has.
groupBitXor 1 i,i Bits that an odd number of numbers has.
groupBitmap 1 i,i How many different unsigned integers there are.
groupBitmapAnd 1 i How many numbers all bitmaps share.
groupBitmapOr 1 i How many numbers one of the bitmaps has.
groupBitmapXor 1 i How many numbers an odd number of bitmaps has.
sumWithOverflow 1 ?,n The sum, in the type of the values.
sumMap 1-2 ?,e Sums of values by key.
sumForEach 1 A Sums of the items of arrays, place by place.
minMap 1-2 ?,e The smallest values by key.
maxMap 1-2 ?,e The greatest values by key.
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
quantile 1;0-1 f,n A quantile, estimated.
quantiles 1;1+ Af,n Several quantiles, estimated.
quantileExact 1;0-1 ?,n A quantile.
quantileExactLow 1;0-1 ?,n A lower quantile.
quantileExactHigh 1;0-1 ?,n An upper quantile.
quantileExactWeighted 2;0-1 ?,n A quantile, weighted.
quantileTiming 1;0-1 f,n A quantile of times in milliseconds.
quantileTDigest 1;0-1 f,n A quantile, estimated.
quantileDeterministic 2;0-1 f,n A quantile, estimated the same way each time.
quantileBFloat16 1;0-1 f,n A quantile, estimated.
quantilesExact 1;1+ A,n Several quantiles.
quantilesTDigest 1;1+ Af,n Several quantiles, estimated.
uniq 1+ i! How many different values there are, estimated.
uniqExact 1+ i! How many different values there are.
uniqCombined 1+;0-1 i! How many different values there are, estimated.
uniqCombined64 1+;0-1 i! How many different values there are, estimated.
uniqHLL12 1+ i! How many different values there are, estimated.
uniqTheta=uniq 1+ i! How many different values there are, estimated.
uniqUpTo 1+;1 i! How many different values there are, up to a number.
simpleLinearRegression 2 T,n The line that fits best.
contingency 2 f The contingency of two columns.
cramersV 2 f Cramer's V of two columns.
cramersVBiasCorrected 2 f Cramer's V of two columns, corrected.
theilsU 2 f Theil's U of two columns.
entropy 1 f The entropy of the values.
maxIntersections 2 i,n How many intervals overlap at most.
maxIntersectionsPosition 2 i,n Where most intervals overlap.
windowFunnel 2+;1+ i!,c How many steps of a funnel were reached within a window.
sequenceCount 3+;1 i!,c How often a sequence of conditions occurs.
sequenceMatch 3+;1 b!,c Whether a sequence of conditions occurs.
retention 1+ Ai,c Which conditions hold together with the first.
sparkbar 2;1-3 s A chart of bars as text.
boundingRatio 2 f,n The slope between the outermost points.
exponentialMovingAverage 2;1 f,n The moving mean that forgets.
every=min 1 b!,c Whether a condition holds for all rows.
bool_and=min 1 b!,c Whether a condition holds for all rows.
bool_or=max 1 b!,c Whether a condition holds for one of the rows.
string_agg=groupConcat 1-2;0-2 s All values as one text, with a separator.
json_agg=groupArray 1 s! All values as a JSON array.
percentile_cont=quantileExactInclusive 1;1 f?,n A quantile, WITHIN GROUP (ORDER BY x).
percentile_disc=quantileExact 1;1 ?,n A value at a quantile, WITHIN GROUP (ORDER BY x).
quantileExactInclusive 1;0-1 f,n A quantile, computed between values.
quantileExactExclusive 1;0-1 f,n A quantile, computed between values.
quantileInterpolatedWeighted 2;0-1 f,n A quantile, weighted and computed between values.
quantileTDigestWeighted 2;0-1 f,n A quantile, estimated and weighted.
quantileTimingWeighted 2;0-1 f,n A quantile of times in milliseconds, weighted.
quantilesExactInclusive 1;1+ Af,n Several quantiles, computed between values.
quantilesExactExclusive 1;1+ Af,n Several quantiles, computed between values.
quantilesExactLow 1;1+ A,n Several lower quantiles.
quantilesExactHigh 1;1+ A,n Several upper quantiles.
quantilesExactWeighted 2;1+ A,n Several quantiles, weighted.
quantilesTiming 1;1+ Af,n Several quantiles of times in milliseconds.
quantilesTimingWeighted 2;1+ Af,n Several quantiles of times, weighted.
quantilesTDigestWeighted 2;1+ Af,n Several quantiles, estimated and weighted.
quantilesDeterministic 2;1+ Af,n Several quantiles, estimated the same way each time.
quantilesBFloat16 1;1+ Af,n Several quantiles, estimated.
groupArrayLast 1;1 A1 The last values met.
groupArraySorted 1;1 A1 The smallest values, in order.
groupArrayIntersect 1 1 The items that all arrays have.
kurtosis=kurtPop 1 f,n The kurtosis of a population.
singleValueOrNull 1 1? The value when there is only one, else null.
rankCorr 2 f,n The correlation of the ranks of two numbers.
sumKahan 1 f,n The sum, with the errors of rounding made up for.
sumCount 1 T,n The sum and how many values there are.
stddev=stddevSamp 1 f,n The standard deviation of a sample.
stddev_pop=stddevPop 1 f,n The standard deviation of a population.
stddev_samp=stddevSamp 1 f,n The standard deviation of a sample.
variance=varSamp 1 f,n The variance of a sample.
var_pop=varPop 1 f,n The variance of a population.
var_samp=varSamp 1 f,n The variance of a sample.
covar_pop=covarPop 2 f,n The covariance of a population.
covar_samp=covarSamp 2 f,n The covariance of a sample.
approx_count_distinct=uniq 1+ i! How many different values there are, estimated.
approx_distinct=uniq 1+ i! How many different values there are, estimated.
max_by=argMax 2 1 The first value where the second is greatest.
min_by=argMin 2 1 The first value where the second is smallest.
count_if=countIf 1 i!,c How many rows meet a condition.
listagg=groupConcat 1-2;0-2 s All values as one text, with a separator.
group_concat=groupConcat 1-2;0-2 s All values as one text, with a separator.
bit_and=groupBitAnd 1 i,i Bits that all numbers have.
bit_or=groupBitOr 1 i,i Bits that one of the numbers has.
bit_xor=groupBitXor 1 i,i Bits that an odd number of numbers has.
"""
