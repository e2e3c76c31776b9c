"""An exported report that comes back edited (回流): what was changed in it, to be taken or left."""
