
use builtin;
use str;

set edit:completion:arg-completer[cruddur-db] = {|@words|
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'cruddur-db'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
    }
    var completions = [
        &'cruddur-db'= {
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --format 'How results and errors are written'
            cand --no-dotenv 'Read no .env file'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand setup 'Drop, create, load the schema and the seeds, on one database'
            cand connect 'Open psql on the database'
            cand create 'Create the database, if it does not exist'
            cand drop 'Drop the database, ending its sessions'
            cand schema-load 'Load the schema, in one transaction'
            cand seed 'Load the seeds, in one transaction'
            cand dump 'Write the database as SQL that schema-load and psql load'
            cand sessions 'List who is connected to the database'
            cand wait 'Wait until the server answers (60 seconds, or --wait=SECONDS)'
            cand completions 'Print the completions for a shell'
            cand man 'Print a manual page'
            cand server 'Look after the managed local Postgres server'
            cand config 'Show what was resolved and from where, without secrets'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'cruddur-db;setup'= {
            cand --maintenance-db 'The database to work from [default: postgres, then template1]'
            cand --confirm 'Agree to lose this database (protected and remote ones need its name)'
            cand --wait 'Keep trying this long until the server answers [default: 60 seconds when given without]'
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --format 'How results and errors are written'
            cand --keep 'Drop nothing, and fail if the database has tables'
            cand --dry-run 'Say what would be done, and do nothing'
            cand --fetch-postgres 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
            cand --no-dotenv 'Read no .env file'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'cruddur-db;connect'= {
            cand --wait 'Keep trying this long until the server answers [default: 60 seconds when given without]'
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --format 'How results and errors are written'
            cand --fetch-postgres 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
            cand --no-dotenv 'Read no .env file'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'cruddur-db;create'= {
            cand --owner 'The role that will own the database'
            cand --template 'The database to copy (template0 for another encoding or locale)'
            cand --encoding 'The character set, such as UTF8'
            cand --locale 'The collation and character classes, such as C or en_US.UTF-8'
            cand --maintenance-db 'The database to work from [default: postgres, then template1]'
            cand --wait 'Keep trying this long until the server answers [default: 60 seconds when given without]'
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --format 'How results and errors are written'
            cand --dry-run 'Say what would be done, and do nothing'
            cand --fetch-postgres 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
            cand --no-dotenv 'Read no .env file'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'cruddur-db;drop'= {
            cand --maintenance-db 'The database to work from [default: postgres, then template1]'
            cand --confirm 'Agree to lose this database (protected and remote ones need its name)'
            cand --wait 'Keep trying this long until the server answers [default: 60 seconds when given without]'
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --format 'How results and errors are written'
            cand --dry-run 'Say what would be done, and do nothing'
            cand --fetch-postgres 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
            cand --no-dotenv 'Read no .env file'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'cruddur-db;schema-load'= {
            cand --set 'Set a psql variable for the files'
            cand --confirm 'Agree to lose this database (protected and remote ones need its name)'
            cand --wait 'Keep trying this long until the server answers [default: 60 seconds when given without]'
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --format 'How results and errors are written'
            cand --check 'Run everything and roll it back: reports what would fail'
            cand --no-owner 'Skip statements that set owners'
            cand --no-acl 'Skip statements that grant and revoke'
            cand --dry-run 'Say what would be done, and do nothing'
            cand --fetch-postgres 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
            cand --no-dotenv 'Read no .env file'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'cruddur-db;seed'= {
            cand --set 'Set a psql variable for the files'
            cand --confirm 'Agree to lose this database (protected and remote ones need its name)'
            cand --wait 'Keep trying this long until the server answers [default: 60 seconds when given without]'
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --format 'How results and errors are written'
            cand --check 'Run everything and roll it back: reports what would fail'
            cand --no-owner 'Skip statements that set owners'
            cand --no-acl 'Skip statements that grant and revoke'
            cand --dry-run 'Say what would be done, and do nothing'
            cand --fetch-postgres 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
            cand --no-dotenv 'Read no .env file'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'cruddur-db;dump'= {
            cand --wait 'Keep trying this long until the server answers [default: 60 seconds when given without]'
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --format 'How results and errors are written'
            cand --schema-only 'No rows'
            cand --data-only 'Rows only'
            cand --force 'Replace the file if it exists'
            cand --fetch-postgres 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
            cand --no-dotenv 'Read no .env file'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'cruddur-db;sessions'= {
            cand --wait 'Keep trying this long until the server answers [default: 60 seconds when given without]'
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --format 'How results and errors are written'
            cand --all 'The sessions of every database of the server'
            cand --fetch-postgres 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
            cand --no-dotenv 'Read no .env file'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'cruddur-db;wait'= {
            cand --wait 'Keep trying this long until the server answers [default: 60 seconds when given without]'
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --format 'How results and errors are written'
            cand --fetch-postgres 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
            cand --no-dotenv 'Read no .env file'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'cruddur-db;completions'= {
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --format 'How results and errors are written'
            cand --no-dotenv 'Read no .env file'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'cruddur-db;man'= {
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --format 'How results and errors are written'
            cand --no-dotenv 'Read no .env file'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'cruddur-db;server'= {
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --format 'How results and errors are written'
            cand --no-dotenv 'Read no .env file'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand start 'Start the server, and create it first if there is none'
            cand stop 'Stop the server; its data stays'
            cand status 'Show whether it runs, and where everything of it is'
            cand logs 'Show the end of the server''s log'
            cand url 'Print a connection URL with the password, for other programs and .env files'
            cand destroy 'Delete the server with all its databases, and the Postgres that was fetched for it'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'cruddur-db;server;start'= {
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --format 'How results and errors are written'
            cand --fetch-postgres 'Fetch Postgres from PyPI without asking, if this machine has none'
            cand --dry-run 'Show what would be done'
            cand --no-dotenv 'Read no .env file'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'cruddur-db;server;stop'= {
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --format 'How results and errors are written'
            cand --dry-run 'Show what would be done'
            cand --no-dotenv 'Read no .env file'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'cruddur-db;server;status'= {
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --format 'How results and errors are written'
            cand --no-dotenv 'Read no .env file'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'cruddur-db;server;logs'= {
            cand -n 'How many lines'
            cand --lines 'How many lines'
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --format 'How results and errors are written'
            cand -f 'Go on with what is written from now on, until Ctrl-C'
            cand --follow 'Go on with what is written from now on, until Ctrl-C'
            cand --no-dotenv 'Read no .env file'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'cruddur-db;server;url'= {
            cand --database 'The database in the URL'
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --format 'How results and errors are written'
            cand --fetch-postgres 'Fetch Postgres from PyPI without asking, if this machine has none'
            cand --no-dotenv 'Read no .env file'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'cruddur-db;server;destroy'= {
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --format 'How results and errors are written'
            cand -y 'Do not ask'
            cand --yes 'Do not ask'
            cand --dry-run 'Show what would be deleted'
            cand --no-dotenv 'Read no .env file'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'cruddur-db;server;help'= {
            cand start 'Start the server, and create it first if there is none'
            cand stop 'Stop the server; its data stays'
            cand status 'Show whether it runs, and where everything of it is'
            cand logs 'Show the end of the server''s log'
            cand url 'Print a connection URL with the password, for other programs and .env files'
            cand destroy 'Delete the server with all its databases, and the Postgres that was fetched for it'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'cruddur-db;server;help;start'= {
        }
        &'cruddur-db;server;help;stop'= {
        }
        &'cruddur-db;server;help;status'= {
        }
        &'cruddur-db;server;help;logs'= {
        }
        &'cruddur-db;server;help;url'= {
        }
        &'cruddur-db;server;help;destroy'= {
        }
        &'cruddur-db;server;help;help'= {
        }
        &'cruddur-db;config'= {
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --format 'How results and errors are written'
            cand --no-dotenv 'Read no .env file'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'cruddur-db;help'= {
            cand setup 'Drop, create, load the schema and the seeds, on one database'
            cand connect 'Open psql on the database'
            cand create 'Create the database, if it does not exist'
            cand drop 'Drop the database, ending its sessions'
            cand schema-load 'Load the schema, in one transaction'
            cand seed 'Load the seeds, in one transaction'
            cand dump 'Write the database as SQL that schema-load and psql load'
            cand sessions 'List who is connected to the database'
            cand wait 'Wait until the server answers (60 seconds, or --wait=SECONDS)'
            cand completions 'Print the completions for a shell'
            cand man 'Print a manual page'
            cand server 'Look after the managed local Postgres server'
            cand config 'Show what was resolved and from where, without secrets'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'cruddur-db;help;setup'= {
        }
        &'cruddur-db;help;connect'= {
        }
        &'cruddur-db;help;create'= {
        }
        &'cruddur-db;help;drop'= {
        }
        &'cruddur-db;help;schema-load'= {
        }
        &'cruddur-db;help;seed'= {
        }
        &'cruddur-db;help;dump'= {
        }
        &'cruddur-db;help;sessions'= {
        }
        &'cruddur-db;help;wait'= {
        }
        &'cruddur-db;help;completions'= {
        }
        &'cruddur-db;help;man'= {
        }
        &'cruddur-db;help;server'= {
            cand start 'Start the server, and create it first if there is none'
            cand stop 'Stop the server; its data stays'
            cand status 'Show whether it runs, and where everything of it is'
            cand logs 'Show the end of the server''s log'
            cand url 'Print a connection URL with the password, for other programs and .env files'
            cand destroy 'Delete the server with all its databases, and the Postgres that was fetched for it'
        }
        &'cruddur-db;help;server;start'= {
        }
        &'cruddur-db;help;server;stop'= {
        }
        &'cruddur-db;help;server;status'= {
        }
        &'cruddur-db;help;server;logs'= {
        }
        &'cruddur-db;help;server;url'= {
        }
        &'cruddur-db;help;server;destroy'= {
        }
        &'cruddur-db;help;config'= {
        }
        &'cruddur-db;help;help'= {
        }
    ]
    $completions[$command]
}
