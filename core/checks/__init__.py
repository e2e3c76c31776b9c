"""What is checked: tallies (勾稽), rules, carried figures; all findings in one list."""
