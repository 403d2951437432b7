"""What libpq makes of connection strings: a JSON object a line in, and one out."""

import json
import os
import select
import sys

from psycopg import pq


def parsed(case):
    """The string alone."""
    return pq.Conninfo.parse(case["text"].encode())


def finish(connection):
    """Logs in, or fails to: what matters is what the server hears."""
    status = pq.PollingStatus.WRITING
    while connection.status != pq.ConnStatus.BAD and status != pq.PollingStatus.OK:
        reads = status == pq.PollingStatus.READING
        select.select([connection.socket] * reads, [connection.socket] * (not reads), [])
        status = connection.connect_poll()


def resolved(case):
    """The string with the environment, service files and defaults. No host answers."""
    before = dict(os.environ)
    os.environ.update(case["environment"])
    try:
        connection = pq.PGconn.connect_start(case["text"].encode())
        if "login" in case:
            finish(connection)
            return []
        message = connection.error_message.decode()
        if connection.status == pq.ConnStatus.BAD and not message.startswith("connection to"):
            raise ValueError(message)
        return connection.info
    finally:
        os.environ.clear()
        os.environ.update(before)


for line in sys.stdin:
    case = json.loads(line)
    try:
        options = (resolved if "environment" in case else parsed)(case)
        answer = {
            option.keyword.decode(): option.val.decode() for option in options if option.val is not None
        }
    except Exception as error:
        answer = {"error": str(error)}
    print(json.dumps(answer))
