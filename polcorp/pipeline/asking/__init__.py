"""What makes a demand: asking verbs, who asks, how far the clause reaches, imperatives."""
