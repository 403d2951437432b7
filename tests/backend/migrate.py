"""The scripts' last step, `bin/db/migrate`, with their order of files made sure:
migrate.py URL DIRECTORY."""

import importlib.util
import pathlib
import sys

import psycopg

url, directory = sys.argv[1:]
sys.path.insert(0, str(pathlib.Path(__file__).parent))
with psycopg.connect(url) as connection:
    [last] = connection.execute("SELECT last_successful_run FROM schema_information").fetchone()
    for path in sorted(pathlib.Path(directory).glob("*.py")):
        run = path.name.split("_")[0]
        if int(last) >= int(run):
            continue
        spec = importlib.util.spec_from_file_location(run, path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        connection.execute(module.migration.migrate_sql())
        connection.execute("UPDATE schema_information SET last_successful_run = %s", [run])
