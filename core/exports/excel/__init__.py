"""The Excel workbook: a sheet for each section, and the check sheet."""
