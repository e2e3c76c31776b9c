"""Reading a report from a source and confirming it (读取并核对)."""
