"""Sources of every kind of file, turned into neutral blocks."""
