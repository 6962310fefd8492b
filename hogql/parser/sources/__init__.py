"""FROM: tables, their modifiers, and how they are joined."""
