"""An export that comes back edited (回流): changes to take or leave."""
