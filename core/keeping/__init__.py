"""Keeps work from being lost: recovery, backups, who has a file open, one program."""
