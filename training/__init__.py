"""How the shipped weights were made, to make them again. Nothing here is needed to use Servanda."""
