"""Use by keyboard and screen reader: regions, tab order, keys."""
