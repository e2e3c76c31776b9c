"""What the user, the office and the program keep between two starts."""
