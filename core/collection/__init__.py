"""The collection form (收集表), a workbook for units without the program."""
