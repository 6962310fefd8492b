"""Functions that stand only before ``OVER``. Columns: see ``registry``."""

from typing import Final

LINES: Final = """
lag 1-3 1? The value of an earlier row.
lagInFrame 1-3 1 The value of an earlier row of the frame.
lead 1-3 1? The value of a later row.
leadInFrame 1-3 1 The value of a later row of the frame.
rank 0 i The rank, with gaps.
dense_rank 0 i The rank, without gaps.
row_number 0 i The number of the row.
ntile 1 i The number of the equally large bucket.
percent_rank 0 f The rank as a share.
cume_dist 0 f The share of rows up to this one.
nth_value 2 1 The value of the n-th row of the frame.
"""
