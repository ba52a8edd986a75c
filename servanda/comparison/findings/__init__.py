"""What a reader should be told."""
