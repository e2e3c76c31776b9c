"""The folder for the website (发布包): made together, checked as one."""
