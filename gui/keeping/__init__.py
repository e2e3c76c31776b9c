"""Keeps the open report from being lost; tells what happens to its file."""
