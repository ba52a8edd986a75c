"""Instruments and their life: names in running text, what happened to them, when and where; the record that is one itself."""
