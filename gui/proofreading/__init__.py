"""Proofreading (读数校对): a window that reads figures out, cell by cell."""
