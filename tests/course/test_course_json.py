from __future__ import annotations

import json

from lecturebook.course.course_json import course_json
from lecturebook.model import Course, Failure


def test_it_is_the_json_that_it_looks_like() -> None:
    course = Course("A\nB", "en", "", "", (), (), failures=(Failure("a\u2028.srt", 'why "so"'),))
    document = json.loads("".join(course_json(course, [{"id": "1\n2", "made_from": {"x": "y"}}], "digest")))
    assert (document["title"], document["made_from"], document["concept_count"]) == ("A\nB", "digest", 0)
    assert document["lectures"] == [{"id": "1\n2", "made_from": {"x": "y"}}]
    assert document["failures"] == [{"file": "a\u2028.srt", "reason": 'why "so"'}]
    assert (document["concepts"], document["references"]) == ([], [])
