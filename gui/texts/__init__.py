"""Writing the texts: the editor and what stands around it."""
