"""The report: what it holds, how it changes, what differs between two."""
