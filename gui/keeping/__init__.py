"""What keeps the open report from being lost, and tells what happens to its file."""
