"""Roll-up (汇总) in a window: its units, the sum, years and papers."""
