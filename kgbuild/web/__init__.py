"""Pages for people: the reader, its pictures and tables, and the static site made of them."""
