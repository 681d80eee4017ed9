"""What the trained model needs: tokeniser, sentences, lemmas, and its own parts."""
