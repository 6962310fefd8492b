"""What an editor of queries needs beside the compiler: faults, notices, costs, suggestions.

metadata   text -> Findings                    footprint, cost   statement -> what it reads at most
explain    statement -> lines for people       autocomplete      unfinished text -> suggestions
"""
