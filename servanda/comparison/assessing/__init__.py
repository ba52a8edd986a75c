"""What bears on a commitment is proposed; what became of it is ruled by people, and kept as their decision."""
