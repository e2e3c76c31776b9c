"""What keeps work from being lost: recovery, dated backups, who else has a file open."""
