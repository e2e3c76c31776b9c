"""Reading published reports: a source becomes neutral blocks, blocks become a `Reading`."""
