"""Decisions about outside identifiers, read from files; nothing here opens a socket."""
