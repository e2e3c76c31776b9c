"""Proofreading (读数校对): a small window that reads the figures out, cell by cell."""
