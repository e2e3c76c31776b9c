"""Words of others, shown as they are: plain everywhere, escaped where text is rich."""
