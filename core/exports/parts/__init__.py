"""What several exports share: how a page is divided, templates, packages, words."""
