"""Strings. Columns: see ``registry``."""

from typing import Final

LINES: Final = """
empty 1 b Whether text or an array has nothing in it.
notEmpty 1 b Whether text or an array has something in it.
length 1 i The length in bytes, or the number of items.
lengthUTF8 1 i The length in characters.
char_length 1 i The length in characters.
reverse 1 1 Text or an array backwards.
reverseUTF8 1 s Text backwards, by character.
left 2 s,i2 The first bytes.
leftUTF8 2 s,i2 The first characters.
right 2 s,i2 The last bytes.
rightUTF8 2 s,i2 The last characters.
leftPad 2-3 s,b2,x,i2 Text filled up on the left.
lpad 2-3 s,b2,x,i2 Text filled up on the left.
rightPad 2-3 s,b2,x,i2 Text filled up on the right.
rpad 2-3 s,b2,x,i2 Text filled up on the right.
leftPadUTF8 2-3 s,b2,x,i2 Text filled up on the left, by character.
rightPadUTF8 2-3 s,b2,x,i2 Text filled up on the right, by character.
lower 1 s Text in lower case, for ASCII.
upper 1 s Text in upper case, for ASCII.
lowerUTF8 1 s Text in lower case.
upperUTF8 1 s Text in upper case.
initcap 1 s Text with each word's first letter in upper case.
isValidUTF8 1 b Whether bytes are UTF-8.
toValidUTF8 1 s Text with invalid bytes replaced.
format 1+ s,k1 Values put into a constant pattern with braces.
concat 1+ s Values one after the other, as text.
concatWithSeparator 1+ s,k1 Values one after the other with a separator.
substring 2-3 s,x,i2,i3 A part of text, counted in bytes from one.
substr=substring 2-3 s,x,i2,i3 A part of text, counted in bytes from one.
mid=substring 2-3 s,x,i2,i3 A part of text, counted in bytes from one.
substringUTF8 2-3 s,x,i2,i3 A part of text, counted in characters from one.
convertCharset 3 s,k2,k3 Text of one constant character set in another.
appendTrailingCharIfAbsent 2 s,k2 Text with a last character, added if missing.
base58Encode 1 s Text in base 58.
base58Decode=tryBase58Decode 1 s Base 58 as text; empty when it is none.
tryBase58Decode 1 s Base 58 as text; empty when it is none.
base64Encode 1 s Text in base 64.
base64Decode=tryBase64Decode 1 s Base 64 as text; empty when it is none.
tryBase64Decode 1 s Base 64 as text; empty when it is none.
endsWith 2 b Whether text ends with another.
startsWith 2 b Whether text starts with another.
trim=trimBoth 1-2 s,k2 Text without blanks at both ends.
btrim=trimBoth 1-2 s,k2 Text without blanks at both ends.
trimLeft 1-2 s,k2 Text without blanks at its start.
ltrim=trimLeft 1-2 s,k2 Text without blanks at its start.
trimRight 1-2 s,k2 Text without blanks at its end.
rtrim=trimRight 1-2 s,k2 Text without blanks at its end.
encodeXMLComponent 1 s Text with the characters of XML escaped.
decodeXMLComponent 1 s Text with the escapes of XML undone.
extractTextFromHTML 1 s The text of an HTML page.
ascii 1 i The code of the first character.
repeat 2 s,b2,x,i2 Text several times over.
space 1 s,b1,x,i1 A number of blanks.
splitByChar 2-3 As,k1,k3 The parts of text between a character.
splitByString 2-3 As,k1,k3 The parts of text between a string.
splitByRegexp 2-3 As,k1,k3 The parts of text between matches.
splitByWhitespace 1-2 As The parts of text between blanks.
splitByNonAlpha 1-2 As The parts of text between blanks and punctuation.
alphaTokens 1-2 As The parts of text that are Latin letters.
ngrams 2 As,k2 All pieces of a given length.
tokens 1-3 As,k2,k3 The words of text.
soundex 1 s The sound of an English name.
concat_ws=concatWithSeparator 1+ s,k1 Values one after the other with a separator.
chr=char 1 s,i The character of a code.
char 1+ s,i The bytes of codes.
lcase=lower 1 s Text in lower case, for ASCII.
ucase=upper 1 s Text in upper case, for ASCII.
len=length 1 i The length in bytes, or the number of items.
character_length=lengthUTF8 1 i The length in characters.
octet_length=length 1 i The length in bytes.
"""
