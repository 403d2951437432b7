"""What libpq makes of connection strings: a JSON object a line in, and one out."""

import json
import os
import sys

from psycopg import pq


def parsed(case):
    """The string alone."""
    return pq.Conninfo.parse(case["text"].encode())


def resolved(case):
    """The string with the environment, service files and defaults. No host answers."""
    before = dict(os.environ)
    os.environ.update(case["environment"])
    try:
        connection = pq.PGconn.connect_start(case["text"].encode())
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
