"""What is asked for, and by whom."""
