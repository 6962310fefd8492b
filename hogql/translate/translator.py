"""The walk over a foreign tree: one rule for each kind of node, and the notes made on the way.

sqlglot's node  ->  RULES[its class](translator, node)  ->  hogql.ast node

A node without a rule that is a function keeps its name; anything else becomes a call of
``unsupported``, which the compiler refuses at that very place. Both leave a note.
"""

import string
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

from msgspec import Struct
from sqlglot import exp

from hogql.errors import QueryError
from hogql.functions.registry import find_function
from hogql.translate.making import call, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from hogql import ast

_LETTERS: Final = string.ascii_letters + string.digits + "_"
_SIGNS: Final = frozenset("$:@")

_OF_NO_MATTER: Final = frozenset(
    {"_type", "default_year", "precision", "ordinality", "target_type", "return_type", "quoted"}
)
"""Parts that sqlglot adds for its own printers."""
_MEANINGFUL: Final = frozenset({"negate", "distinct", "symmetric", "recursive"})
"""Words of the text that sqlglot keeps as a flag."""

Rule: TypeAlias = "Callable[[Translator, exp.Expr], ast.Node]"
_Rule = TypeVar("_Rule", bound="Rule")

RULES: Final[dict[type[exp.Expr], Rule]] = {}
"""Class of sqlglot -> rule. Each module of the package adds its family."""


def rule(*kinds: type[exp.Expr]) -> "Callable[[_Rule], _Rule]":
    """Make a function the rule of these classes."""

    def register(function: _Rule) -> _Rule:
        RULES.update(dict.fromkeys(kinds, function))
        return function

    return register


class Note(Struct, frozen=True, kw_only=True):
    """Something that is not as it was, and where the original says it."""

    message: str
    start: int | None = None
    end: int | None = None


class _Watched(dict[str, object]):
    """The parts of a node of sqlglot, and which of them were read."""

    def __init__(self, parts: "Mapping[str, object]") -> None:
        super().__init__(parts)
        self.read: set[str] = set()

    def __getitem__(self, key: str) -> object:
        self.read.add(key)
        return super().__getitem__(key)

    def get(self, key: str, default: object = None, /) -> object:
        self.read.add(key)
        return super().get(key, default)

    def unread(self) -> "Iterator[tuple[str, object]]":
        """The parts that say something and that nobody asked for."""
        for key, value in self.items():
            if value and key not in self.read and key not in _OF_NO_MATTER:
                yield key, value


class Translator:
    """One text on its way: its language, the names it defines, the notes so far."""

    def __init__(self, source: str, dialect: str, *, index_offset: int, shift: int) -> None:
        """``index_offset`` is the number of an array's first item in that language.

        ``shift`` is how much further places are in what sqlglot was given than in the text.
        """
        self.source = source
        self.dialect = dialect
        self.index_offset = index_offset
        self.shift = shift
        self.notes: list[Note] = []
        self.spellings: dict[str, str] = {}
        self.unnested: dict[str, dict[str, str]] = {}
        self.dropped_qualifiers: set[str] = set()
        self.says_nulls = " nulls " in f" {' '.join(source.lower().split())} "

    def expr(self, node: exp.Expr) -> "ast.Node":
        """The node in HogQL; sqlglot lets some texts pass that lack a part."""
        if not isinstance(node, exp.Expr):
            raise QueryError("A part of this text is missing.")
        found = RULES.get(type(node))
        if found is not None:
            watched = _Watched(node.args)
            node.args = watched
            answer = found(self, node)
            self._tell_unread(node, watched)
            return answer
        if isinstance(node, exp.Func):
            return self._unknown_function(node)
        return self.unsupported(node)

    def exprs(self, nodes: "Iterable[exp.Expr] | None") -> "tuple[ast.Node, ...]":
        """Several nodes."""
        return tuple(self.expr(node) for node in nodes or ())

    def maybe(self, node: "exp.Expr | None") -> "ast.Node | None":
        """The node, if there is one."""
        return None if node is None else self.expr(node)

    def note(self, message: str, node: "exp.Expr | None" = None) -> None:
        """Tell the author; the words of the original are put behind the message."""
        if node is None:
            found = Note(message=message)
        else:
            start, end = self._place(node)
            said = self.source[start:end] if start is not None else node.sql(dialect=self.dialect)
            found = Note(message=f"{message}: {said}", start=start, end=end)
        if found not in self.notes:
            self.notes.append(found)

    def unsupported(self, node: exp.Expr) -> "ast.Node":
        """A call that the compiler refuses, in place of what HogQL has no word for."""
        self.note("This has no counterpart in HogQL", node)
        return call("unsupported", text(node.sql(dialect=self.dialect)))

    def _tell_unread(self, node: exp.Expr, watched: "_Watched") -> None:
        """What no rule has looked at is in a note: nothing is left out without a word."""
        for key, value in watched.unread():
            first = value[0] if isinstance(value, list) and value else value
            if isinstance(first, exp.Expr):
                self.note(f"This part was left out ({key} of {type(node).__name__})", first)
            elif key in _MEANINGFUL:
                self.note(f"The word {key.upper()} was left out", node)

    def _place(self, node: exp.Expr) -> tuple[int | None, int | None]:
        """From the first word to the last that sqlglot remembers the place of."""
        places = [found.meta for found in node.walk() if "start" in found.meta]
        if not places:
            return None, None
        start = min(int(at["start"]) for at in places) - self.shift
        end = max(int(at["end"]) for at in places) + 1 - self.shift
        return _whole(self.source, max(0, start), end)

    def named_function(self, name: str, args: "tuple[ast.Node, ...]", node: exp.Expr) -> "ast.Node":
        """A call by the name it has, with a note if HogQL has no such function."""
        known = find_function(name)
        if known is None:
            self.note(f"HogQL has no function {name}; it is left as it was", node)
        return call(known.name if known else name, *args)

    def _unknown_function(self, node: exp.Func) -> "ast.Node":
        values = [node.args.get(key) for key in node.arg_types]
        args: list[ast.Node] = []
        for value in values:
            found = value if isinstance(value, list) else [value]
            args += [self.expr(item) for item in found if isinstance(item, exp.Expr)]
        return self.named_function(node.sql_name().lower(), tuple(args), node)


def _whole(source: str, start: int, end: int) -> tuple[int, int]:
    """The place with the sign of a parameter in front, and with the brackets that it opens."""
    if start and source[start - 1] in _SIGNS:
        start -= 1
    depth = source.count("(", start, end) - source.count(")", start, end)
    while depth < 0 and start:
        start -= 1
        depth += {"(": 1, ")": -1}.get(source[start], 0)
        if not depth:
            start -= len(source[:start]) - len(source[:start].rstrip(_LETTERS))
    last = end
    while depth > 0 and last < len(source):
        depth += {"(": 1, ")": -1}.get(source[last], 0)
        last += 1
    return start, end if depth > 0 else last
