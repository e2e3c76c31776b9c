"""The tables of the form in the window: model, view, cells, typing and pasting."""
