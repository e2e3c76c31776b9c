"""What is done with files: opened, saved, read, exported, restored."""
