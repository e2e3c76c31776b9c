"""The folder for the website (发布包): checked as one, whole or not at all."""
