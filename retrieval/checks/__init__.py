"""What a sentence states and what its sources state, laid side by side."""
