"""Compares paths of the product with the oracle on many random data sets.

    python -m tests.oracle.paths --count 2000 --seed 1

The oracle is in ``paths_edges.py``.
"""

import argparse

from tests.integration.hogql.insights.test_paths_oracle import compare_many


def main() -> None:
    """Compare as many data sets as the command line asks for."""
    parser = argparse.ArgumentParser(description="Compare paths with the oracle.")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    compare_many(asked.count, asked.seed)


if __name__ == "__main__":
    main()
