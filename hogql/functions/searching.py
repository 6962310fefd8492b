"""Searching and replacing in strings. Columns: see ``registry``.

Patterns are constants: a bad pattern taken from a row would appear in an error (case a-throwing).
"""

from typing import Final

LINES: Final = """
like 2 b!,x Whether text matches a pattern of % and _.
ilike 2 b!,x Whether text matches a pattern, whatever its case.
notLike 2 b!,x Whether text does not match a pattern.
notILike 2 b!,x Whether text does not match a pattern, whatever its case.
match 2 b!,k2 Whether a regular expression matches.
position 2-3 i The place of the first occurrence, in bytes from one.
positionCaseInsensitive 2-3 i The place of the first occurrence, whatever its case.
positionUTF8 2-3 i The place of the first occurrence, in characters.
positionCaseInsensitiveUTF8 2-3 i The place of the first occurrence, in characters.
locate 2-3 i The place of the first occurrence, the needle first.
multiSearchAllPositions 2 Ai,k2 The places of several needles.
multiSearchAllPositionsCaseInsensitive 2 Ai,k2 The places of several needles.
multiSearchAllPositionsUTF8 2 Ai,k2 The places of several needles, in characters.
multiSearchAllPositionsCaseInsensitiveUTF8 2 Ai,k2 The places of several needles.
multiSearchFirstPosition 2 i,k2 The leftmost place of several needles.
multiSearchFirstPositionCaseInsensitive 2 i,k2 The leftmost place of several needles.
multiSearchFirstPositionUTF8 2 i,k2 The leftmost place of several needles.
multiSearchFirstPositionCaseInsensitiveUTF8 2 i,k2 The leftmost place of several needles.
multiSearchFirstIndex 2 i,k2 Which of several needles is found leftmost.
multiSearchFirstIndexCaseInsensitive 2 i,k2 Which of several needles is found leftmost.
multiSearchFirstIndexUTF8 2 i,k2 Which of several needles is found leftmost.
multiSearchFirstIndexCaseInsensitiveUTF8 2 i,k2 Which of several needles is found leftmost.
multiSearchAny 2 b,k2 Whether one of several needles occurs.
multiSearchAnyCaseInsensitive 2 b,k2 Whether one of several needles occurs.
multiSearchAnyUTF8 2 b,k2 Whether one of several needles occurs.
multiSearchAnyCaseInsensitiveUTF8 2 b,k2 Whether one of several needles occurs.
multiMatchAny 2 b,k2 Whether one of several regular expressions matches.
multiMatchAnyIndex 2 i,k2 Which of several regular expressions matches.
multiMatchAllIndices 2 Ai,k2 All regular expressions that match.
extract 2 s,k2 The first match of a regular expression.
regexpExtract 2-3 s,k2,k3 A group of the first match.
extractAll 2 As,k2 All matches of a regular expression.
extractGroups 2 As,k2 The groups of the first match.
extractAllGroups 2 ?,k2 The groups of all matches.
extractAllGroupsHorizontal 2 ?,k2 The groups of all matches, by group.
extractAllGroupsVertical 2 ?,k2 The groups of all matches, by match.
countSubstrings 2-3 i How often a needle occurs.
countSubstringsCaseInsensitive 2-3 i How often a needle occurs, whatever its case.
countSubstringsCaseInsensitiveUTF8 2-3 i How often a needle occurs, whatever its case.
countMatches 2 i,k2 How often a regular expression matches.
countMatchesCaseInsensitive 2 i,k2 How often a regular expression matches.
hasSubsequence 2 b Whether letters occur in this order.
hasSubsequenceCaseInsensitive 2 b Whether letters occur in this order.
hasSubsequenceUTF8 2 b Whether letters occur in this order.
hasSubsequenceCaseInsensitiveUTF8 2 b Whether letters occur in this order.
hasToken=hasTokenOrNull 2 b?,k2 Whether a word occurs; null when it is not one word.
hasTokenOrNull 2 b?,k2 Whether a word occurs; null when it is not one word.
hasTokenCaseInsensitive=hasTokenCaseInsensitiveOrNull 2 b?,k2 Whether a word occurs.
hasTokenCaseInsensitiveOrNull 2 b?,k2 Whether a word occurs; null when it is not one word.
hasAllTokens 2-3 b,k2 Whether all words occur.
hasAnyTokens 2-3 b,k2 Whether one of the words occurs.
ngramDistance 2 f,k2 How different two texts are, by pieces of four bytes.
ngramDistanceCaseInsensitive 2 f,k2 How different two texts are.
ngramDistanceUTF8 2 f,k2 How different two texts are, by pieces of three characters.
ngramDistanceCaseInsensitiveUTF8 2 f,k2 How different two texts are.
ngramSearch 2 f,k2 How well a needle is contained in a text.
ngramSearchCaseInsensitive 2 f,k2 How well a needle is contained in a text.
ngramSearchUTF8 2 f,k2 How well a needle is contained in a text.
ngramSearchCaseInsensitiveUTF8 2 f,k2 How well a needle is contained in a text.
replace=replaceAll 3 s All occurrences replaced.
replaceAll 3 s All occurrences replaced.
replaceOne 3 s The first occurrence replaced.
replaceRegexpAll 3 s,k2,k3 All matches replaced.
replaceRegexpOne 3 s,k2,k3 The first match replaced.
regexpQuoteMeta 1 s Text with the signs of regular expressions escaped.
translate 3 s,k2,k3 Characters replaced one by one.
translateUTF8 3 s,k2,k3 Characters replaced one by one.
"""
