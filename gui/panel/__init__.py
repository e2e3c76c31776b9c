"""The panel beside the page: tallies, suggestions, findings, the cell."""
