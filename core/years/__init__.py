"""Reports of several years: the following one, last year's, the series."""
