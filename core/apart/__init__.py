"""A source read by a process of its own: its limits, its pipes, what it hands over."""
