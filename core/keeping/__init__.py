"""Keeps work: recovery, backups, who has a file open, one single program."""
