"""Names: which case they have here, and which of their qualifiers mean something.

    EVENTS.EVENT (Snowflake)   ->  events.event
    public.events.event        ->  events.event, with a note about public
    properties.plan            ->  properties.plan

Most languages ignore the case of a bare name; HogQL does not. So a bare name takes the case of the
name it means: one that the text defines, else one of HogQL's own.
"""

from typing import TYPE_CHECKING, Final

from sqlglot import exp

from hogql import ast
from hogql.errors import QueryError
from hogql.translate.making import field, number, text
from hogql.translate.translator import rule

if TYPE_CHECKING:
    from hogql.translate.translator import Translator

TABLES: Final = frozenset(
    {"events", "persons", "groups", "sessions", "person_distinct_ids", "cohort_people"}
    | {"static_cohort_people", "session_replay_events", "log_entries", "heatmaps"}
)
_COLUMNS: Final = frozenset(
    {"uuid", "event", "timestamp", "distinct_id", "properties", "person_id", "person", "id"}
    | {"created_at", "elements_chain", "session_id", "is_identified", "key", "pdi", "poe"}
)


def learn_names(translator: "Translator", tree: exp.Expr) -> None:
    """Remember how the text spells the names it gives: aliases of columns, tables and CTEs."""
    translator.spellings.update({name: name for name in (*TABLES, *_COLUMNS)})
    for node in tree.find_all(exp.Alias, exp.TableAlias):
        given = node.args.get("alias") if isinstance(node, exp.Alias) else node.this
        for name in (given, *(node.args.get("columns") or ())):
            # Names that sqlglot itself adds have no place in the text.
            if isinstance(name, exp.Identifier) and "start" in name.meta:
                translator.spellings[name.name.lower()] = name.name


def name_of(translator: "Translator", identifier: exp.Expr) -> str:
    """The name in the case it has here."""
    name = identifier.name
    if isinstance(identifier, exp.Identifier) and identifier.args.get("quoted"):
        is_shouted = translator.dialect == "snowflake" and name.isupper()
        return translator.spellings.get(name.lower(), name) if is_shouted else name
    return translator.spellings.get(name.lower(), name)


@rule(exp.Identifier, exp.Var)
def _identifier(translator: "Translator", node: exp.Expr) -> ast.Node:
    return field(name_of(translator, node))


@rule(exp.Column)
def _column(translator: "Translator", node: exp.Expr) -> ast.Node:
    parts = [node.args.get(part) for part in ("catalog", "db", "table")]
    qualifiers = [name_of(translator, part) for part in parts if part is not None]
    if len(qualifiers) > 1 and qualifiers[0] in translator.dropped_qualifiers:
        qualifiers = qualifiers[-1:]
    if isinstance(node.this, exp.Star):
        return star(translator, node.this, tuple(qualifiers))
    name = name_of(translator, node.this)
    items = translator.unnested.get(qualifiers[-1]) if qualifiers else None
    if items is not None:
        if name not in items:
            translator.note("Only the items of an array can be read here", node)
        return field(items.get(name, name))
    return field(*qualifiers, name)


@rule(exp.Star)
def _star(translator: "Translator", node: exp.Expr) -> ast.Node:
    return star(translator, node, ())


def star(translator: "Translator", node: exp.Expr, qualifiers: tuple[str, ...]) -> ast.Node:
    """``*``, with the columns it leaves out or replaces."""
    excluded = node.args.get("except_") or node.args.get("exclude") or []
    replaced = node.args.get("replace") or []
    for part in ("rename", "ilike"):
        if node.args.get(part):
            translator.note(f"The {part} of a star was left out", node)
    if not excluded and not replaced:
        return field(*qualifiers, "*")
    return ast.ColumnsExpr(
        all_columns=True,
        exclude=tuple(name_of(translator, item) for item in excluded) or None,
        replace=tuple((item.alias, translator.expr(item.this)) for item in replaced) or None,
        qualifier=qualifiers or None,
    )


@rule(exp.Dot)
def _dot(translator: "Translator", node: exp.Expr) -> ast.Node:
    left = translator.expr(node.this)
    if isinstance(left, ast.Field) and isinstance(node.expression, exp.Identifier):
        return field(*left.chain, node.expression.name)
    if isinstance(node.expression, exp.Func):
        translator.note("The schema of a function was left out", node)
        return translator.expr(node.expression)
    return ast.ArrayAccess(array=left, property=text(node.expression.name))


@rule(exp.Alias)
def _alias(translator: "Translator", node: exp.Expr) -> ast.Node:
    return ast.Alias(expr=translator.expr(node.this), alias=node.alias)


@rule(exp.Placeholder, exp.Parameter, exp.SessionParameter)
def _parameter(translator: "Translator", node: exp.Expr) -> ast.Node:
    name = node.name or "value"
    name = f"p{name}" if name.isdigit() else name
    translator.note(f"A parameter became the variable {name}; define it or fill it in", node)
    return ast.Placeholder(expr=field("variables", name))


@rule(exp.Literal, exp.RawString, exp.National)
def _literal(_: "Translator", node: exp.Expr) -> ast.Node:
    written = str(node.this)
    if node.is_string or not isinstance(node, exp.Literal):
        return text(written)
    try:
        return number(int(written) if written.isdigit() else float(written))
    except ValueError as error:
        raise QueryError(f"{written} is not a number.") from error


@rule(exp.Boolean, exp.Null)
def _word(_: "Translator", node: exp.Expr) -> ast.Node:
    return ast.Constant(value=bool(node.this) if isinstance(node, exp.Boolean) else None)


@rule(exp.Paren)
def _paren(translator: "Translator", node: exp.Expr) -> ast.Node:
    return translator.expr(node.this)
