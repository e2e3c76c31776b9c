"""What the roll-up gives out: letters, reminders, forms, leaders' workbook."""
