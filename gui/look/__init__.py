"""How the window is dressed: themes, style sheet, zoom."""
