"""Records as RDF: the table between them, encode and decode, and the formats on disk."""
