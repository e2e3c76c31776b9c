"""A source read by a process of its own: its limits, what it hands over."""
