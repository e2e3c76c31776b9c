"""The document file (.nianbao) and its history: written, read, brought up to date."""
