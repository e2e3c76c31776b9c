"""The picture of the report (图解)."""
