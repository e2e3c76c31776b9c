"""The document file (.nianbao) and its history (修改记录)."""
