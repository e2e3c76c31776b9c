"""Blocks recognised as a report: figures, doubts and notes."""
