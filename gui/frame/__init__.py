"""The main window: its pages, its menus, what they call."""
