"""Sharing a report out (分工) in the window: who fills what, until when, and how it stands."""
