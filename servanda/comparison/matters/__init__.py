"""The same measure, programme, project, instrument or dispute in different records, and how it stands."""
