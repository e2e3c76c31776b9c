"""Sharing out (分工) in the window: who fills what, until when, how it stands."""
