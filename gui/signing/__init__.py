"""The review round (审签) in the window: steps, changes since, opinions."""
