"""The steps of the pipeline, one a file; their order is in ``pipeline.STEPS``."""
