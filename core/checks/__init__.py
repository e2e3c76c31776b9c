"""What is checked: tallies (勾稽), rules, carries; one list of findings."""
