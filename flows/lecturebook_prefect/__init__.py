"""What the flow of lecturebook needs of Prefect: its settings, the `engine` of a build, a `schedule`, a `command`.

Import this before Prefect, whose settings count only from then on: no telemetry, no pages of server log after a good
run, and time enough for the server of a run to start on a busy machine (its own limit is 20 s). In the process of a
worker Prefect is imported first: there prefect.yaml and [tool.prefect] in pyproject.toml say the same.
"""

import os

for _name, _value in {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
}.items():
    os.environ.setdefault(_name, _value)
