"""Compares a kind of insight with its oracle on many random data sets.

python -m tests.oracle funnels --count 2000 --seed 1
"""

import argparse
from importlib import import_module

KINDS = ("correlation", "funnels", "lifecycle", "paths", "retention", "stickiness")


def main() -> None:
    """Compare as many data sets as the command line asks for."""
    parser = argparse.ArgumentParser(description="Compare an insight with its oracle.")
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    module = import_module(f"tests.integration.hogql.insights.test_{asked.kind}_oracle")
    module.compare_many(asked.count, asked.seed)


if __name__ == "__main__":
    main()
