"""What demands and sentences are about."""
