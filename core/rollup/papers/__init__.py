"""What the roll-up gives out: letters sent back, reminders, the workbook for leaders."""
