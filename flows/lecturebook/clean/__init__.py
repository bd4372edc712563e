"""From cues as shown to words as said: each word once, with its time, in sentences."""

from lecturebook.clean.speech import clean

__all__ = ["clean"]
