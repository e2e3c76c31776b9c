"""What the window works on: the open document, its undo, preferences."""
