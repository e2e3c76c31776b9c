"""The reading of one source: recognised, its doubts asked, taken over."""
