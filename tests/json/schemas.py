"""Writes src/commands/schema_json/schemas.json from the types that the commands report:

    python3 tests/json/schemas.py > src/commands/schema_json/schemas.json

It reads the derives and attributes of serde in src as far as they are used there. A test runs it and
compares; every output of the program in any test is checked against what it wrote.
"""

import glob
import json
import re
import sys

# What each command writes on stdout: plans, and what was done. `schema_json` is the text of a
# command that is here; a command that is not has a test that says so.
TO_DATABASE = ["Postponed"]
COMMANDS = {
    "setup": ["SetupPlan", "SetUp"] + TO_DATABASE,
    "create": ["CreatePlan", "Created"] + TO_DATABASE,
    "drop": ["DropPlan", "Dropped"] + TO_DATABASE,
    "schema-load": ["LoadPlan", "FilesLoaded"] + TO_DATABASE,
    "seed": ["LoadPlan", "FilesLoaded"] + TO_DATABASE,
    "prepare": ["SetupPlan", "MigratePlan", "Prepared"] + TO_DATABASE,
    "migrate": ["MigratePlan", "Migrated"] + TO_DATABASE,
    "rollback": ["MigratePlan", "Migrated"] + TO_DATABASE,
    "migration new": ["MigrationWritten"],
    "migration list": ["MigrationList"],
    "migration status": ["MigrationStatus"],
    "migration test": ["MigrationsTested"],
    "migration mark": ["MarkPlan", "Marked"] + TO_DATABASE,
    "migration redo": ["RedoPlan", "Redone"] + TO_DATABASE,
    "migration adopt": ["MarkPlan", "Marked"] + TO_DATABASE,
    "migration import": ["MigrationsImported"],
    "dump": ["Dumped"],
    "restore": ["RestorePlan", "Restored", "Backups"] + TO_DATABASE,
    "env-set": ["TagPlan", "Tagged"] + TO_DATABASE,
    "sessions": ["Sessions", "Blocking"],
    "sessions cancel": ["EndPlan", "SessionsEnded"] + TO_DATABASE,
    "sessions kill": ["EndPlan", "SessionsEnded"] + TO_DATABASE,
    "doctor": ["Diagnosis"],
    "wait": ["ServerUp"],
    "tunnel": ["TunnelOpened"],
    "init": ["Initialized"],
    "test-db create": ["CopyPlan", "TestDatabasesCreated"] + TO_DATABASE,
    "test-db list": ["TestDatabaseList"],
    "test-db drop": ["DropTestsPlan", "TestDatabasesDropped"] + TO_DATABASE,
    "activity create": ["ActivityPlan", "Activity"] + TO_DATABASE,
    "activity home": ["Activities"],
    "activity show": ["Activity", "NoActivity"],
    "user list": ["Users"],
    "user add": ["AddUserPlan", "UserAdded"] + TO_DATABASE,
    "user sync": ["SyncPlan", "UsersSynced"] + TO_DATABASE,
    "post-confirmation": ["ConfirmPlan", "Confirmed"] + TO_DATABASE,
    "server start": ["StartPlan", "ServerStarted"],
    "server stop": ["StopPlan", "Stopped"],
    "server status": ["Status"],
    "server logs": ["LogShown"],
    "server url": ["ServerUrl", "VariableWritten"],
    "server upgrade": ["UpgradePlan", "Upgraded", "RemoveOldPlan", "OldRemoved"],
    "server destroy": ["DestroyPlan", "Destroyed"],
    "sg-allow-my-ip": ["Allowed"],
    "sg-list": ["RulesListed"],
    "sg-revoke": ["Revoked"],
    "rds-create": ["InstancePlanned", "InstanceShown"],
    "rds-wait": ["InstanceShown", "InstanceChanged"],
    "rds-status": ["InstanceShown"],
    "rds-url": ["InstanceUrl"],
    "rds-start": ["InstanceChanged", "InstanceShown"],
    "rds-stop": ["InstanceChanged", "InstanceShown"],
    "rds-delete": ["InstanceChanged"],
    "rds-audit": ["Audit"],
    "trigger-deploy": ["DeployPlan", "Deployed"],
    "trigger-status": ["TriggerStatus"],
    "config": ["ConfigShown"],
    "version": ["Version"],
    "connect": ["QueryResult"],
    "error": ["Stderr"],
}

# Types that are written as strings.
STRINGS = """String str Environment DatabaseName Description Owner Cidr PublicIp Source SecretArn SslMode TunnelWay
    DatabaseUrl PathBuf MasterPassword""".split()
UNSIGNED = "u8 u16 u32 u64 usize".split()
SIGNED = "i16 i32 i64".split()

# Names for types of which there are several, by their file.
ALIASES = {
    ("Checked", "src/report/sg.rs"): "CheckedRule",
    ("Checked", "src/report/doctor.rs"): "CheckedLayer",
    ("Method", "src/model/access.rs"): "LoginMethod",
    ("Method", "src/ops/setup_plan.rs"): "SetupMethod",
    ("Method", "src/report/server_upgrade.rs"): "UpgradeMethod",
    ("UrlShown", "src/report/rds.rs"): "InstanceUrl",
    ("UrlShown", "src/report/config.rs"): "EnvironmentUrl",
}
# Where a file means a type of another one.
MEANT = {("Method", "src/report/config.rs"): "src/model/access.rs"}

STRING = {"type": "string"}
COUNT = {"type": "integer", "minimum": 0}
LIST = {"type": "array", "items": STRING}


def text_or_null():
    return {"type": ["string", "null"]}


def an_object(properties, required, description=""):
    about = {"description": description} if description else {}
    return {"type": "object", **about, "properties": properties, "required": required}


def about(description, schema):
    return {"description": description, **schema}


ERROR = an_object(
    {
        "kind": {"enum": ["failed", "usage", "unreachable", "login", "declined", "interrupted"]},
        "message": STRING,
        "detail": about("More of what happened; may have several lines.", STRING),
        "hint": about("What to do next.", STRING),
        "sqlstate": about("The server's code of the error.", STRING),
        "file": STRING,
        "line": {"type": "integer", "minimum": 1},
        "column": {"type": "integer", "minimum": 1},
        "choices": about("What an argument could be.", LIST),
        "suggestions": about("What was perhaps meant.", LIST),
    },
    ["kind", "message"],
    "What went wrong.",
)

# Types that write themselves, and those that are no types.
WRITTEN = {
    "Target": an_object(
        {
            "environment": STRING,
            "host": STRING,
            "port": COUNT,
            "database": STRING,
            "role": STRING,
            "locality": {"enum": ["managed", "local", "remote"]},
            "protected": about("Destructive work asks for the name.", {"type": "boolean"}),
            "direct": about("It is reached past the pooler.", {"const": True}),
            "tunnel": about("Through which host it is reached.", STRING),
        },
        ["environment", "host", "port", "database", "role", "locality", "protected"],
        "The database that a command works on.",
    ),
    "Files": an_object(
        {"files": LIST, "left_out": about("Files of a directory that are not loaded.", LIST)},
        ["files"],
    ),
    "ProjectMigrations": about("The files of the migrations.", LIST),
    "InstanceSpec": about("The instance that is asked for.", {"type": "object"}),
    "Instance": about("The instance as AWS describes it.", {"type": "object"}),
    "ActivityPlan": an_object(
        {
            "target": {"$ref": "#/$defs/Target"},
            "handle": text_or_null(),
            "cognito_user_id": text_or_null(),
            "message": STRING,
            "ttl": STRING,
        },
        ["target", "handle", "cognito_user_id", "message", "ttl"],
        "What `activity create` would do.",
    ),
    "NoActivity": an_object({}, [], "There is no such activity."),
    "TestDatabasesCreated": an_object(
        {
            "databases": {
                "type": "array",
                "items": an_object(
                    {
                        "name": STRING,
                        "url": about("With its password.", STRING),
                        "variable": about("Its name in a .env file, with --variable.", STRING),
                    },
                    ["name", "url"],
                ),
            },
            "template": STRING,
            "template_made": about("False when it was there.", {"type": "boolean"}),
            "dropped": about("Those of earlier runs that nobody has used for long.", LIST),
            "seconds": {"type": "number"},
        },
        ["databases", "template", "template_made", "dropped", "seconds"],
        "New test databases.",
    ),
    "ServerUrl": an_object({"url": about("With its password.", STRING)}, ["url"]),
    "QueryResult": {
        "description": "The result of a statement; each has such a value. Rows are objects with the "
        "columns in their order, and values as the server's to_json has them.",
        "anyOf": [
            {"type": "array", "items": {"type": "object"}},
            an_object(
                {"done": about("What the server says: `UPDATE 3`.", STRING), "rows": COUNT},
                ["done", "rows"],
            ),
        ],
    },
    "Stderr": an_object(
        {
            "error": ERROR,
            "warnings": about("What --quiet would not drop.", LIST),
            "notices": about("What else was said, with --verbose or by statements.", LIST),
        },
        [],
        "What stderr has with --format json, if anything.",
    ),
}

ITEM = re.compile(
    r"((?:[ \t]*(?:///[^\n]*|#\[(?:[^\[\]]|\[[^\[\]]*\])*\])\n)+)"
    r"pub(?:\([a-z]+\))? (struct|enum) (\w+)(?:<[^>]*>)?\s*(\{|\(|;)"
)


class Type:
    """A struct or an enum that derives Serialize."""

    def __init__(self, path, attributes, kind, name, opening, body):
        self.path, self.attributes, self.kind = path, attributes, kind
        self.name, self.opening, self.body = name, opening, body


def closing(text, start):
    """Where what opens at a place is closed."""
    depth = 0
    for at in range(start, len(text)):
        if text[at] in "{(<[":
            depth += 1
        elif text[at] in "})]" or text[at] == ">" and text[at - 1] not in "-=":
            depth -= 1
        if depth == 0:
            return at
    raise ValueError("it is not closed")


def read_types():
    found = {}
    for path in sorted(glob.glob("src/**/*.rs", recursive=True)):
        text = open(path, encoding="utf-8").read()
        for item in ITEM.finditer(text):
            attributes, kind, name, opening = item.groups()
            if not re.search(r"derive\([^)]*Serialize", attributes):
                continue
            start = item.end() - 1
            body = "" if opening == ";" else text[start + 1 : closing(text, start)]
            found.setdefault(name, []).append(Type(path, attributes, kind, name, opening, body))
    return found


TYPES = read_types()
DEFINED = {}


def find(name, path):
    candidates = TYPES.get(name) or sys.exit(f"{path}: there is no type {name} that is Serialize")
    if len(candidates) == 1:
        return candidates[0]
    own = MEANT.get((name, path), path)
    return next(it for it in candidates if it.path == own)


def reference(name, path):
    """A reference to a type, which is defined when it is named first."""
    if name in WRITTEN:
        DEFINED.setdefault(name, WRITTEN[name])
        return {"$ref": f"#/$defs/{name}"}
    item = find(name, path)
    alias = ALIASES.get((item.name, item.path), item.name)
    if alias not in DEFINED:
        DEFINED[alias] = {}
        DEFINED[alias] = of_item(item)
    return {"$ref": f"#/$defs/{alias}"}


def of_type(text, path):
    text = re.sub(r"^&'static |^(crate::|\w+::)+(?=[A-Z])", "", text.strip())
    inner = re.match(r"^(Option|Vec|Box)<(.*)>$", text)
    if inner and inner[1] == "Box":
        return of_type(inner[2], path)
    if inner and inner[1] == "Vec":
        return {"type": "array", "items": of_type(inner[2], path)}
    if inner:
        schema = of_type(inner[2], path)
        if set(schema) == {"type"}:
            return {"type": [schema["type"], "null"]}
        return {"anyOf": [schema, {"type": "null"}]}
    simple = {"bool": {"type": "boolean"}, "f64": {"type": "number"}, "Value": {}}
    simple["Timestamp"] = {"type": "string", "format": "date-time"}
    if text in simple:
        return simple[text]
    if text in UNSIGNED:
        return dict(COUNT)
    if text in SIGNED:
        return {"type": "integer"}
    return dict(STRING) if text in STRINGS else reference(text, path)


def parts(body):
    """Fields or variants, each with its comments and attributes."""
    comments = []

    def keep(comment):
        comments.append(comment[0].strip())
        return f"@{len(comments) - 1}@\n"

    body = re.sub(r"///[^\n]*\n", keep, body)
    body = re.sub(r"//[^\n]*\n", "\n", body)
    pieces, depth, piece = [], 0, ""
    for at, character in enumerate(body):
        if character in "{(<[":
            depth += 1
        elif character in "})]" or character == ">" and body[at - 1] not in "-=":
            depth -= 1
        if character == "," and depth == 0:
            pieces.append(piece)
            piece = ""
        else:
            piece += character
    for piece in pieces + [piece]:
        if piece.strip():
            yield re.sub(r"@(\d+)@", lambda number: comments[int(number[1])], piece)


def description(text):
    """The first paragraph of a doc comment."""
    lines = [line.strip()[3:].strip() for line in text.split("\n") if line.strip()[:3] == "///"]
    paragraph = lines[: lines.index("")] if "" in lines else lines
    text = " ".join(paragraph).replace("[`", "`").replace("`]", "`")
    return text.replace("`None`", "null")


def bare(text):
    text = re.sub(r"///[^\n]*\n", "", text + "\n")
    return re.sub(r"#\[(?:[^\[\]]|\[[^\[\]]*\])*\]", "", text).strip()


def fields(body, path):
    """The alternatives of an object, each with its properties and those that are required."""
    alternatives = [({}, [])]
    for field in parts(body):
        attributes = " ".join(re.findall(r"#\[serde\((.*?)\)\]", field, re.S))
        name, text = re.match(r"^(?:pub(?:\(\w+\))?\s+)?(\w+)\s*:\s*(.*)$", bare(field), re.S).groups()
        optional = "skip_serializing_if" in attributes
        if re.search(r"\bskip\b", attributes):
            continue
        if "by_name" in attributes:
            text = "Vec<String>"
        if "flatten" in attributes:
            inner = re.sub(r"^(?:Option|Box)<(.*)>$", r"\1", text)
            maybe = text.startswith("Option<")
            alternatives = [
                ({**own, **more}, required + ([] if maybe else also))
                for own, required in alternatives
                for more, also in flattened(inner, path)
            ]
            continue
        if optional:
            text = re.sub(r"^Option<(.*)>$", r"\1", text, flags=re.S)
        schema = of_type(re.sub(r"\s+", " ", text), path)
        if words := description(field):
            schema = about(words, schema)
        for properties, required in alternatives:
            properties[name] = schema
            required.extend([] if optional else [name])
    return alternatives


def flattened(name, path):
    name = name.split("::")[-1]
    if name in WRITTEN:
        return [(dict(WRITTEN[name]["properties"]), list(WRITTEN[name]["required"]))]
    item = find(name, path)
    return fields(item.body, item.path) if item.kind == "struct" else tagged(item)


def snake(name):
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def variants(item):
    """Name, opening bracket and inside of each."""
    for variant in parts(item.body):
        name, rest = re.match(r"^(\w+)\s*(.*)$", bare(variant), re.S).groups()
        # With its comments and attributes.
        inside = variant[variant.index(rest[0]) + 1 : variant.rindex("})"[rest[0] == "("])] if rest else ""
        yield snake(name), rest[:1], inside


def tagged(item):
    tag = re.search(r'tag = "(\w+)"', item.attributes)[1]
    alternatives = []
    for name, opening, inside in variants(item):
        for properties, required in fields(inside, item.path) if opening == "{" else [({}, [])]:
            alternatives.append(({tag: {"const": name}, **properties}, [tag] + required))
    return alternatives


def of_variant(item, name, opening, inside):
    if not opening:
        return {"const": name}
    untagged = "untagged" in item.attributes
    schema = of_type(inside, item.path) if opening == "(" else an_object(*fields(inside, item.path)[0])
    return schema if untagged else an_object({name: schema}, [name])


def any_of(schemas):
    return schemas[0] if len(schemas) == 1 else {"anyOf": schemas}


def of_item(item):
    words = description(item.attributes)
    if item.kind == "struct" and item.opening == "(":
        schema = of_type(re.sub(r"\bpub\b", "", item.body).strip(" ,\n"), item.path)
    elif item.kind == "struct":
        schema = any_of([an_object(*it) for it in fields(item.body, item.path)])
    elif "tag =" in item.attributes:
        schema = any_of([an_object(*it) for it in tagged(item)])
    elif all(not opening for _, opening, _ in variants(item)):
        schema = {"enum": [name for name, _, _ in variants(item)]}
    else:
        schema = any_of([of_variant(item, *it) for it in variants(item)])
    return about(words, schema) if words else schema


def written(value, indent=0):
    """JSON with short values on one line."""
    line = json.dumps(value, ensure_ascii=False)
    if len(line) + indent <= 96 or not isinstance(value, (dict, list)):
        return line
    pad = " " * (indent + 1)
    if isinstance(value, dict):
        items = [f"{pad}{json.dumps(key)}: {written(it, indent + 1)}" for key, it in value.items()]
        return "{\n" + ",\n".join(items) + "\n" + " " * indent + "}"
    return "[\n" + ",\n".join(pad + written(it, indent + 1) for it in value) + "\n" + " " * indent + "]"


def named(name):
    """A type by the name that COMMANDS has for it."""
    original = next((key for key, alias in ALIASES.items() if alias == name), (name, ""))
    return reference(*original)


commands = {key: any_of([named(name) for name in names]) for key, names in COMMANDS.items()}
print(written({"commands": dict(sorted(commands.items())), "$defs": dict(sorted(DEFINED.items()))}))
