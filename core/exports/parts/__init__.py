"""What exports share: division of pages, templates, packages, words."""
