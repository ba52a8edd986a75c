"""A matter by its terms and the parties: what each said last of each."""
