"""Pieces that several windows use."""
