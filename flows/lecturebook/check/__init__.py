"""The proof of a built site: every quote against the words, every word against the transcript, every link followed."""

from lecturebook.check.proof import KINDS, Finding, Proof
from lecturebook.check.proven import Proven
from lecturebook.check.site import check_site

__all__ = ["KINDS", "Finding", "Proof", "Proven", "check_site"]
