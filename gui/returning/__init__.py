"""What came back of an export, beside what was exported and what the report says now."""
