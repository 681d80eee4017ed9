"""What rows and columns there are, what they count, and the questions that choose them."""
