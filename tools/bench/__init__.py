"""The benchmarks of ./hedgerow bench: ratios taken in one run."""
