"""How much memory do a process and all its descendants take together?"""

from __future__ import annotations

import psutil


def total_mib(pid: int) -> float:
    """Return the proportional set sizes added up: shared pages are counted once."""
    process = psutil.Process(pid)
    total = 0
    for member in (process, *process.children(recursive=True)):
        try:
            total += member.memory_full_info().pss
        except psutil.NoSuchProcess:
            continue  # ended between being listed and being asked
    return total / 2**20
