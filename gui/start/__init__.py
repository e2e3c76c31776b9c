"""The start page: recent reports, the ways to begin, the deadline."""
