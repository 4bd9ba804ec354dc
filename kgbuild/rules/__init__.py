"""The rules that a graph must keep: shapes/*.ttl, checked with SHACL, explained to people."""
