"""The guide in the window: its chapters, its page, and the way to it from every window."""
