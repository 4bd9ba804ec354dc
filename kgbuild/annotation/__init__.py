"""The annotation file: what a person (or an extractor) marks in an article, as it was typed."""
