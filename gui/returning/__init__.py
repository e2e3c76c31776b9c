"""What came back, beside what was exported and what stands now."""
