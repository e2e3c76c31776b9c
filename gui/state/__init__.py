"""What the window works on: the open document, its commands, the preferences."""
