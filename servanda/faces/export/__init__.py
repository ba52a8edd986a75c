"""Pages to read, print and pass on."""
