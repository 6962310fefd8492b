"""Every template of the table can be read, and covers the numbers of arguments it must."""

import pytest

from hogql import ast
from hogql.functions.expansions import EXPANSIONS
from hogql.functions.registry import find_function
from hogql.parser import parse_expr


@pytest.mark.parametrize("name", EXPANSIONS)
def test_a_template_stands_beside_a_line_of_the_table(name: str) -> None:
    function = find_function(name)
    assert function is not None
    counts = []
    for text in EXPANSIONS[name]:
        template = parse_expr(text)
        assert isinstance(template, ast.Lambda)
        counts.append(len(template.args))
    assert counts == list(range(function.least, (function.most or function.least) + 1))


def test_a_template_reads_nothing_but_its_arguments_and_the_lists() -> None:
    for name, templates in EXPANSIONS.items():
        for text in templates:
            template = parse_expr(text)
            assert isinstance(template, ast.Lambda)
            known = {*template.args}
            for node in ast.walk(template):
                if isinstance(node, ast.Lambda):
                    known.update(node.args)
            fields = [node for node in ast.walk(template) if isinstance(node, ast.Field)]
            loose = [str(node.chain[0]) for node in fields if node.chain[0] not in known]
            assert all(word.isupper() for word in loose), name
