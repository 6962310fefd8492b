"""Compares a kind of insight with its oracle on many random data sets.

python -m tests.oracle funnels --count 2000 --seed 1
"""

import argparse
from importlib import import_module

from tests.integration.hogql.insights.many import compare_many

INSIGHTS = "tests.integration.hogql.insights"
KINDS = {
    "correlation": f"{INSIGHTS}.test_correlation_oracle",
    "funnel_paths": f"{INSIGHTS}.paths.test_funnel_oracle",
    "funnels": f"{INSIGHTS}.test_funnels_oracle",
    "lifecycle": f"{INSIGHTS}.test_lifecycle_oracle",
    "paths": f"{INSIGHTS}.test_paths_oracle",
    "retention": f"{INSIGHTS}.test_retention_oracle",
    "stickiness": f"{INSIGHTS}.test_stickiness_oracle",
}


def main() -> None:
    """Compare as many data sets as the command line asks for."""
    parser = argparse.ArgumentParser(description="Compare an insight with its oracle.")
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    module = import_module(KINDS[asked.kind])
    compare_many(module.compare_random, asked.count, asked.seed)


if __name__ == "__main__":
    main()
