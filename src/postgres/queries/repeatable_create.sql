-- What ran last of each repeatable file.
CREATE TABLE IF NOT EXISTS $table (
    name TEXT PRIMARY KEY,
    checksum BYTEA NOT NULL,
    applied_on TIMESTAMPTZ NOT NULL DEFAULT now()
)
