"""The weights that judge replies: data, fitting, export. `python -m training.replies --help`."""
