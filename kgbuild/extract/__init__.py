"""What an article seems to say, proposed by machines for a person to decide about."""
