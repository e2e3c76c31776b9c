"""Cells of a table: found, filled, explained, held against the paper."""
