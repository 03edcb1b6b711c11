"""What takes the same form in every service, and holds no word of the domain."""
