"""One module a command; `servanda.faces.cli` loads the one that was called, so that each must be cheap to import."""
