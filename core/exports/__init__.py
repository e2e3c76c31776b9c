"""The finished report in the kinds of file that other programs open."""
