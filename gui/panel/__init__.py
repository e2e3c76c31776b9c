"""The panel beside the page: tallies, suggestions, findings and the cell in hand."""
