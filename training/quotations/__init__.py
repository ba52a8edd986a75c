"""The tagger of reported words: data, networks, training, export. `python -m training.quotations --help`."""
