"""Blocks of figures on their way into a table of the form and out of it, by the clipboard."""
