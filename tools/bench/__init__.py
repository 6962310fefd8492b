"""The benchmarks of ./hedgerow bench: ratios taken in one run.

Seconds say more about a machine than about a program, so every benchmark measures two things in
turns and judges their relation. What is promised in seconds is shown with its seconds.
"""
