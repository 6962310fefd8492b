"""``python -m tests.unit.functions.capture.fuzzing --count N --seed S``: capture under fire."""

from __future__ import annotations

import argparse
import sys
import time

from tests.unit.functions.capture.fuzzing.run import run


def main() -> int:
    """Run, say what was met, and fail when there was a fault."""
    parser = argparse.ArgumentParser(description="Sends mutated requests to capture.")
    parser.add_argument("--count", type=int, default=20_000, help="how many requests")
    parser.add_argument("--seed", type=int, default=1, help="the same seed, the same requests")
    asked = parser.parse_args()
    started = time.monotonic()
    found = run(count=asked.count, seed=asked.seed)
    statuses = ", ".join(f"{status}: {times:,}" for status, times in sorted(found.statuses.items()))
    lines = [
        f"{asked.count:,} requests in {time.monotonic() - started:.0f} s, seed {asked.seed}",
        f"answers  {statuses}",
        f"messages {found.messages:,}, each of them readable",
        f"memory   {found.megabytes_warm:.0f} MB warm, {found.megabytes_at_end:.0f} MB at the end",
        f"faults   {len(found.faults)}",
        *found.faults[:20],
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main())
