"""Words of others, shown plain everywhere, escaped where text is rich."""
