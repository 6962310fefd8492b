"""How a dotted name reaches its value: fields, lazy joins, aliases, stars."""
