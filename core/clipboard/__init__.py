"""Blocks of figures into a table and out of it, by the clipboard."""
