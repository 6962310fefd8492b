"""The codes of the tables' type column in words, for the reference and the editor."""

from typing import Final

WORDS: Final = {
    "s": "text",
    "i": "integer",
    "f": "float",
    "b": "boolean",
    "d": "date",
    "t": "time",
    "z": "time",
    "u": "UUID",
    "v": "interval",
    "T": "tuple",
    "M": "map",
    "Z": "array: tuple",
    "L": "the function's values",
    "?": "depends",
    "l": "as the array",
}
"""Code of a type -> what it is called."""


def describe_type(code: str) -> str:
    """What a function gives: ``Ai?`` is an array of integers, or null."""
    if len(code) > 1 and code[-1] in "!?":
        inner = describe_type(code[:-1])
        return f"{inner}, never null" if code[-1] == "!" else f"{inner} or null"
    if code in WORDS:
        return WORDS[code]
    if code.isdigit():
        return f"as argument {code}"
    if code[0] == "M":
        return "map"
    if code[0] == "A":
        return "array" if code == "A" else f"array: {describe_type(code[1:])}"
    return f"item of argument {code[1:]}"
