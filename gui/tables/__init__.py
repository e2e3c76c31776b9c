"""The tables of the form: model, view, cells, typing and pasting."""
