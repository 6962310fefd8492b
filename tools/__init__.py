"""What developers run: the checks, the generated files, the benchmarks, the Lambda layer."""
