"""Arithmetic, mathematics, rounding, distances, hashing. Columns: see ``registry``."""

from typing import Final

LINES: Final = """
plus 2 ?,n The sum of two values.
minus 2 ?,n The difference of two values.
multiply 2 ?,n The product of two numbers.
divide 2 f,n The quotient of two numbers, as a float.
intDiv=intDivOrNull 2 i?,n,x The whole part of a quotient; null when dividing by zero.
intDivOrZero 2 i,n,x The whole part of a quotient; zero when dividing by zero.
modulo=moduloOrNull 2 i?,n The remainder of a division; null when dividing by zero.
mod=moduloOrNull 2 i?,n The remainder of a division; null when dividing by zero.
moduloOrZero 2 i,n The remainder of a division; zero when dividing by zero.
positiveModulo=positiveModuloOrNull 2 i?,n The remainder that is never negative.
negate 1 1,n The number with its sign turned.
abs 1 1,n The absolute value.
gcd 2 i?,i,x The greatest common divisor.
lcm 2 i?,i,x The least common multiple.
max2 2 f,n The greater of two numbers.
min2 2 f,n The smaller of two numbers.
multiplyDecimal 2-3 ?,x The product of two decimals with a given scale.
divideDecimal 2-3 ?,x The quotient of two decimals with a given scale.
e 0 f Euler's number.
pi 0 f The ratio of a circle's circumference to its diameter.
exp 1 f,n Euler's number to the power of the argument.
log 1 f,n The natural logarithm.
ln 1 f,n The natural logarithm.
exp2 1 f,n Two to the power of the argument.
log2 1 f,n The binary logarithm.
exp10 1 f,n Ten to the power of the argument.
log10 1 f,n The decimal logarithm.
sqrt 1 f,n The square root.
cbrt 1 f,n The cubic root.
erf 1 f,n The error function.
erfc 1 f,n One minus the error function.
lgamma 1 f,n The logarithm of the gamma function.
tgamma 1 f,n The gamma function.
sin 1 f,n The sine of an angle in radians.
cos 1 f,n The cosine of an angle in radians.
tan 1 f,n The tangent of an angle in radians.
asin 1 f,n The arc sine.
acos 1 f,n The arc cosine.
atan 1 f,n The arc tangent.
pow 2 f,n The first number to the power of the second.
power 2 f,n The first number to the power of the second.
intExp2 1 i?,n,x Two to the power of the argument, as an integer.
intExp10 1 i?,n,x Ten to the power of the argument, as an integer.
cosh 1 f,n The hyperbolic cosine.
acosh 1 f,n The inverse hyperbolic cosine.
sinh 1 f,n The hyperbolic sine.
asinh 1 f,n The inverse hyperbolic sine.
tanh 1 f,n The hyperbolic tangent.
atanh 1 f,n The inverse hyperbolic tangent.
atan2 2 f,n The angle of a point, from y and x.
hypot 2 f,n The length of the hypotenuse.
log1p 1 f,n The natural logarithm of one plus the argument.
sign 1 i,n Minus one, zero or one.
degrees 1 f,n Radians in degrees.
radians 1 f,n Degrees in radians.
factorial 1 i?,i,x The product of all integers up to the argument.
width_bucket 4 i?,n,x The number of the equally wide bucket that a value falls into.
floor 1-2 1,n,k2 The number rounded down.
ceil 1-2 1,n,k2 The number rounded up.
ceiling 1-2 1,n,k2 The number rounded up.
trunc 1-2 1,n,k2 The number rounded towards zero.
truncate 1-2 1,n,k2 The number rounded towards zero.
round 1-2 1,n,k2 The number rounded, halves to even for floats.
roundBankers 1-2 1,n,k2 The number rounded, halves to even.
roundToExp2 1 1,n The number rounded down to a power of two.
roundDuration 1 i,n Seconds rounded down to a usual duration.
roundAge 1 i,n An age rounded down to a usual group.
roundDown 2 1,k2 The number rounded down to an item of an array.
rand 0-1 i A random integer.
L1Norm 1 f The sum of absolute values of a vector.
L2Norm 1 f The Euclidean length of a vector.
LinfNorm 1 f The greatest absolute value of a vector.
LpNorm 2 f,k2 The p-norm of a vector.
L1Distance 2 f,e The sum of absolute differences of two vectors.
L2Distance 2 f,e The Euclidean distance of two vectors.
LinfDistance 2 f,e The greatest difference of two vectors.
LpDistance 3 f,k3,e The distance of two vectors in p-norm.
L1Normalize 1 1 The vector scaled to length one in the 1-norm.
L2Normalize 1 1 The vector scaled to length one.
LinfNormalize 1 1 The vector scaled to length one in the maximum norm.
LpNormalize 2 1,k2 The vector scaled to length one in the p-norm.
cosineDistance 2 f,e One minus the cosine of the angle between two vectors.
isFinite 1 b Whether a float is neither infinite nor not-a-number.
isInfinite 1 b Whether a float is infinite.
ifNotFinite 2 f The first number if it is finite, else the second.
isNaN 1 b Whether a float is not-a-number.
bar 3-4 s?,n,x,k4 A bar of a length proportional to a number.
rowNumberInAllBlocks 0 i The number of a row of the result.
rowNumberInBlock 0 i The number of a row of a block.
cityHash64 1+ i A fast 64-bit hash.
sipHash64 1+ i A 64-bit hash that resists guessing.
halfMD5 1+ i The first half of the MD5 of values, as an integer.
xxHash32 1+ i A fast 32-bit hash.
xxHash64 1+ i A fast 64-bit hash.
murmurHash3_64 1+ i A fast 64-bit hash.
farmHash64 1+ i A fast 64-bit hash.
javaHash 1 i Java's hash of a string.
MD5 1 s The MD5 digest, as bytes.
SHA1 1 s The SHA-1 digest, as bytes.
SHA256 1 s The SHA-256 digest, as bytes.
formatReadableDecimalSize 1 s,n A size in bytes with a decimal unit.
formatReadableSize 1 s,n A size in bytes with a binary unit.
formatReadableQuantity 1 s,n A number with a word for its magnitude.
formatReadableTimeDelta 1-2 s,n Seconds in words.
div=intDivOrNull 2 i?,n,x The whole part of a quotient; null when dividing by zero.
random=rand 0 i A random integer.
"""
