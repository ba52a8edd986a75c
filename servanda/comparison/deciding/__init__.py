"""What people decide of persons and matters: kept, undone, and applied when something is asked for."""
