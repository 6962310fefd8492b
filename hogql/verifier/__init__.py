"""Judges every generated statement before it runs; shares nothing with the compiler."""
