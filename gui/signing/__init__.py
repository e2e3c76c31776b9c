"""The review round (审签) in the window: its steps, changes since, opinions beside findings."""
