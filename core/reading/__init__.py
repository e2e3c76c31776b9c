"""The reading of one source: its blocks recognised, its doubts asked, its figures taken."""
