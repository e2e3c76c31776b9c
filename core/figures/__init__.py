"""Figures: their addresses, what is typed, the number read from it."""
