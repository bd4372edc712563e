"""What to study: summaries and review questions, all in the lecturer's own words."""

from lecturebook.study.questions import ask
from lecturebook.study.summary import abstract, section_summary

__all__ = ["abstract", "ask", "section_summary"]
