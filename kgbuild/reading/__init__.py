"""An article as it was found: plain text, Markdown or HTML, read into the text that is kept."""
