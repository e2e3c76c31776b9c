"""What knows nothing of reports: problems told in words, files replaced whole, exact JSON."""
