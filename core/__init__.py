"""The report, its form, its tallies and its files: everything that needs no window."""
