"""The labels of the form found in the blocks of a source."""
