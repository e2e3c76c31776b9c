"""The review round (审签): who checked and signed, and what changed since."""
