"""Training of the punctuation and casing tagger: text to labels, noise, the training loop, the cut, the scores."""
