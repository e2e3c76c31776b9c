"""What knows no report: problems in words, files replaced whole, JSON."""
