"""What a user meets: arguments, tables, pages. No logic."""
