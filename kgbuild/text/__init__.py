"""The article: its characters, lines and paragraphs, and where a quotation stands in them."""
