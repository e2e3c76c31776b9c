"""The collection form (收集表): a workbook for units that do not have the program."""
