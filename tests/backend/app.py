"""A back end with the queries of the later weeks: profiles with a bio, replies by uuid.

app.py URL asks it for everything once, and prints each answer as a line of JSON. Ids are
numbered in the order in which they are met, and times are left out, so that the answers of two
databases can be compared."""

import json
import re
import sys

import flask
import psycopg
import psycopg.rows

URL = sys.argv[1]
app = flask.Flask(__name__)


def rows(sql, parameters=()):
    with psycopg.connect(URL, row_factory=psycopg.rows.dict_row) as connection:
        return connection.execute(sql, parameters).fetchall()


@app.get("/api/activities/home")
def home():
    return flask.jsonify(rows("""
        SELECT a.uuid, u.display_name, u.handle, a.message, a.replies_count, a.reposts_count,
               a.likes_count, a.expires_at, a.created_at
        FROM public.activities a LEFT JOIN public.users u ON u.uuid = a.user_uuid
        WHERE a.reply_to_activity_uuid IS NULL
        ORDER BY a.created_at DESC, u.handle"""))


@app.get("/api/activities/@<handle>")
def profile(handle):
    found = rows("""
        SELECT u.uuid, u.handle, u.cognito_user_id, u.display_name, u.bio,
               (SELECT count(true) FROM public.activities a WHERE a.user_uuid = u.uuid) AS count,
               (SELECT json_agg(json_build_object('uuid', a.uuid, 'message', a.message))
                FROM public.activities a WHERE a.user_uuid = u.uuid) AS activities
        FROM public.users u WHERE u.handle = %s""", [handle])
    return flask.jsonify(found[0] if found else {})


@app.post("/api/profile/update")
def update_profile():
    said = flask.request.json
    return flask.jsonify(rows("""
        UPDATE public.users SET bio = %(bio)s, display_name = %(display_name)s
        WHERE handle = %(handle)s RETURNING handle, display_name, bio""", said))


@app.post("/api/activities")
def create():
    return flask.jsonify(rows("""
        INSERT INTO public.activities (user_uuid, message, expires_at)
        VALUES ((SELECT uuid FROM public.users WHERE handle = %(handle)s), %(message)s,
                current_timestamp + interval '7 days')
        RETURNING uuid, message""", flask.request.json))


@app.post("/api/activities/<uuid:activity>/reply")
def reply(activity):
    said = flask.request.json | {"activity": activity}
    answer = rows("""
        INSERT INTO public.activities (user_uuid, message, reply_to_activity_uuid)
        VALUES ((SELECT uuid FROM public.users WHERE handle = %(handle)s), %(message)s,
                %(activity)s)
        RETURNING uuid, message, reply_to_activity_uuid""", said)
    rows("""
        UPDATE public.activities SET replies_count = (
          SELECT count(*) FROM public.activities WHERE reply_to_activity_uuid = %(activity)s)
        WHERE uuid = %(activity)s RETURNING uuid""", said)
    return flask.jsonify(answer)


@app.get("/api/activities/<uuid:activity>")
def show(activity):
    return flask.jsonify({
        "activity": rows("""
            SELECT a.uuid, u.handle, u.bio, a.message, a.replies_count
            FROM public.activities a JOIN public.users u ON u.uuid = a.user_uuid
            WHERE a.uuid = %s""", [activity]),
        "replies": rows("""
            SELECT a.uuid, a.reply_to_activity_uuid, u.handle, a.message
            FROM public.activities a JOIN public.users u ON u.uuid = a.user_uuid
            WHERE a.reply_to_activity_uuid = %s ORDER BY a.created_at""", [activity]),
    })


@app.get("/api/health-check/migrations")
def migrations():
    return flask.jsonify(rows("SELECT id FROM public.schema_information"))


UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
TIME = re.compile(r'"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} [\d:]+ GMT"')
met = {}


def line(answer):
    text = json.dumps(answer.json, sort_keys=True) if answer.is_json else ""
    text = UUID.sub(lambda uuid: f"<{met.setdefault(uuid[0], len(met))}>", text)
    return f"{answer.status_code} {TIME.sub('<time>', text)}"


client = app.test_client()
print(line(client.get("/api/activities/home")))
print(line(client.get("/api/activities/@ada")))
print(line(client.post("/api/profile/update", json={
    "handle": "ada", "display_name": "Ada L.", "bio": "I count: é, 100%"})))
print(line(client.get("/api/activities/@ada")))
made = client.post("/api/activities", json={"handle": "grace", "message": "A new one"})
print(line(made))
print(line(client.post("/api/activities", json={"handle": "nobody", "message": "lost"})))
uuid = made.json[0]["uuid"]
for handle in ("ada", "grace"):
    print(line(client.post(f"/api/activities/{uuid}/reply",
                           json={"handle": handle, "message": f"{handle} answers"})))
print(line(client.get(f"/api/activities/{uuid}")))
print(line(client.get("/api/activities/home")))
print(line(client.get("/api/activities/@nobody")))
print(line(client.get("/api/health-check/migrations")))
