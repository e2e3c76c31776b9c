"""The guide (使用说明) in the window: its chapters and its page."""
