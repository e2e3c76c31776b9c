"""Roll-up (汇总) in a window: units, the sum, this year beside last, the papers."""
