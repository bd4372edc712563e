"""From cues as shown to words as said: each word once, with its time, in sentences."""

from lecturebook.clean.speech import clean, spoken_words

__all__ = ["clean", "spoken_words"]
