"""What a page shows, as plain values computed from records. Nothing here knows HTML."""
