"""The report as it is printed, in words and cells, for every kind of file."""
