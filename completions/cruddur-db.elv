
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
            cand rds-create 'Create a Postgres instance on RDS and wait until it can be used'
            cand rds-wait 'Wait until an RDS instance can be used'
            cand rds-status 'Show an RDS instance, and how to get in'
            cand rds-start 'Start a stopped RDS instance and wait until it can be used'
            cand rds-stop 'Stop an RDS instance, which AWS starts again after 7 days'
            cand rds-delete 'Delete an RDS instance, after a last snapshot'
            cand rds-url 'Print the connection URL of an RDS instance, without the password'
            cand sg-allow-my-ip 'Let my address reach the database on RDS, by a rule of its security group'
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
        &'cruddur-db;rds-create'= {
            cand --db-instance-identifier 'db-instance-identifier'
            cand --engine 'engine'
            cand --preset 'Begin with the bootcamp''s shape; the other flags still count'
            cand --class 'Its class [default: db.t4g.micro]'
            cand --db-instance-class 'Its class [default: db.t4g.micro]'
            cand --engine-version 'The version of Postgres, best without the minor [default: 17]'
            cand --master-username 'The name of the master user [default: cruddurroot]'
            cand --storage 'Its storage in GiB [default: 20]'
            cand --allocated-storage 'Its storage in GiB [default: 20]'
            cand --storage-type 'gp3, gp2, io1, io2 or standard [default: gp3]'
            cand --availability-zone 'The availability zone, a region and a letter [default: AWS picks one]'
            cand --backup-retention 'Days of backups; 0 is none [default: 7]'
            cand --backup-retention-period 'Days of backups; 0 is none [default: 7]'
            cand --port 'Its port [default: 5432]'
            cand --db-name 'The name of the first database [default: cruddur]'
            cand --performance-insights-retention 'Days that Performance Insights keeps: 7 is free'
            cand --performance-insights-retention-period 'Days that Performance Insights keeps: 7 is free'
            cand --multi-az 'Keep a second instance in another zone, for twice the price'
            cand --publicly-accessible 'Give it a public address; its security group still decides who gets in'
            cand --storage-encrypted 'Encrypt its storage, which cannot be done later [default: true]'
            cand --performance-insights 'Switch Performance Insights on'
            cand --enable-performance-insights 'Switch Performance Insights on'
            cand --deletion-protection 'Refuse to be deleted until this is switched off [default: true]'
            cand --iam-auth 'Let IAM users log in without a password [default: true]'
            cand --enable-iam-database-authentication 'Let IAM users log in without a password [default: true]'
            cand --extended-support 'Pay for support of a version after its time [default: false]'
            cand --subnet-group 'The DB subnet group, which decides the VPC [default: the default VPC]'
            cand --db-subnet-group-name 'The DB subnet group, which decides the VPC [default: the default VPC]'
            cand --security-group 'A security group; may be given again [default: the VPC''s own]'
            cand --vpc-security-group-ids 'A security group; may be given again [default: the VPC''s own]'
            cand --parameter-group 'The DB parameter group'
            cand --db-parameter-group-name 'The DB parameter group'
            cand --ca 'The certificate authority, as rds-ca-rsa2048-g1 [default: AWS''s]'
            cand --ca-certificate-identifier 'The certificate authority, as rds-ca-rsa2048-g1 [default: AWS''s]'
            cand --tag 'A tag as KEY=VALUE; may be given again'
            cand --password-env 'Take the password from the variable of this name'
            cand --master-user-password 'Only there to be refused with a reason'
            cand --interval 'How often to look at the instance'
            cand --timeout 'How long to wait at most'
            cand --region 'The region [default: AWS_REGION, the profile''s, or the one in the database''s host name]'
            cand --profile 'The profile in the AWS configuration files [default: AWS_PROFILE]'
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --format 'How results and errors are written'
            cand --no-multi-az 'no-multi-az'
            cand --no-publicly-accessible 'no-publicly-accessible'
            cand --no-storage-encrypted 'no-storage-encrypted'
            cand --no-performance-insights 'no-performance-insights'
            cand --no-deletion-protection 'no-deletion-protection'
            cand --no-iam-auth 'no-iam-auth'
            cand --manage-password 'AWS makes the password, keeps it in Secrets Manager and renews it [default]'
            cand --manage-master-user-password 'AWS makes the password, keeps it in Secrets Manager and renews it [default]'
            cand --password-prompt 'Ask for the password, twice'
            cand --password-stdin 'Read the password from the first line of standard input'
            cand -y 'Answer yes to the question'
            cand --yes 'Answer yes to the question'
            cand --dry-run 'Say what would be made'
            cand --no-wait 'Do not wait until it is done'
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
        &'cruddur-db;rds-wait'= {
            cand --for 'What to wait for'
            cand --interval 'How often to look at the instance'
            cand --timeout 'How long to wait at most'
            cand --region 'The region [default: AWS_REGION, the profile''s, or the one in the database''s host name]'
            cand --profile 'The profile in the AWS configuration files [default: AWS_PROFILE]'
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
        &'cruddur-db;rds-status'= {
            cand --region 'The region [default: AWS_REGION, the profile''s, or the one in the database''s host name]'
            cand --profile 'The profile in the AWS configuration files [default: AWS_PROFILE]'
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
        &'cruddur-db;rds-start'= {
            cand --interval 'How often to look at the instance'
            cand --timeout 'How long to wait at most'
            cand --region 'The region [default: AWS_REGION, the profile''s, or the one in the database''s host name]'
            cand --profile 'The profile in the AWS configuration files [default: AWS_PROFILE]'
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --format 'How results and errors are written'
            cand --dry-run 'Say what would be done'
            cand --no-wait 'Do not wait until it is done'
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
        &'cruddur-db;rds-stop'= {
            cand --interval 'How often to look at the instance'
            cand --timeout 'How long to wait at most'
            cand --region 'The region [default: AWS_REGION, the profile''s, or the one in the database''s host name]'
            cand --profile 'The profile in the AWS configuration files [default: AWS_PROFILE]'
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --format 'How results and errors are written'
            cand -y 'Answer yes to the question'
            cand --yes 'Answer yes to the question'
            cand --dry-run 'Say what would be done'
            cand --no-wait 'Do not wait until it is done'
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
        &'cruddur-db;rds-delete'= {
            cand --confirm 'Agree by giving the instance''s name'
            cand --interval 'How often to look at the instance'
            cand --timeout 'How long to wait at most'
            cand --region 'The region [default: AWS_REGION, the profile''s, or the one in the database''s host name]'
            cand --profile 'The profile in the AWS configuration files [default: AWS_PROFILE]'
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --format 'How results and errors are written'
            cand --skip-final-snapshot 'Make no last snapshot; asks once more, or takes --yes'
            cand -y 'Agree to have no last snapshot'
            cand --yes 'Agree to have no last snapshot'
            cand --dry-run 'Say what would be done'
            cand --no-wait 'Do not wait until it is done'
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
        &'cruddur-db;rds-url'= {
            cand --user 'The user [default: the master user]'
            cand --database 'The database [default: the instance''s first]'
            cand --region 'The region [default: AWS_REGION, the profile''s, or the one in the database''s host name]'
            cand --profile 'The profile in the AWS configuration files [default: AWS_PROFILE]'
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
        &'cruddur-db;sg-allow-my-ip'= {
            cand --sg-id 'The security group [default: DB_SG_ID, then that of the RDS instance]'
            cand --instance 'The RDS instance whose group it is [default: the one at the host of PROD_CONNECTION_URL]'
            cand --port 'The port of the database [default: the instance''s, else 5432]'
            cand --rule-id 'Change this rule instead of having one of my own [default: DB_SG_RULE_ID]'
            cand --ip 'My address [default: GITPOD_IP, then what two services on the internet see]'
            cand --description 'What the rule says about itself [default: GITPOD with a rule id, else whose it is]'
            cand --ttl 'Mark my rule as expired after this time, as in 12h or 7d; sg-revoke --expired removes it'
            cand --region 'The region [default: AWS_REGION, the profile''s, or the one in the database''s host name]'
            cand --profile 'The profile in the AWS configuration files [default: AWS_PROFILE]'
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --format 'How results and errors are written'
            cand --ipv6 'Look for my IPv6 address'
            cand --via-proxy 'Ask for my address through HTTPS_PROXY; connections to the database rarely go that way'
            cand --check 'See afterwards what answers at the database''s port'
            cand --dry-run 'Say what would be done'
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
            cand rds-create 'Create a Postgres instance on RDS and wait until it can be used'
            cand rds-wait 'Wait until an RDS instance can be used'
            cand rds-status 'Show an RDS instance, and how to get in'
            cand rds-start 'Start a stopped RDS instance and wait until it can be used'
            cand rds-stop 'Stop an RDS instance, which AWS starts again after 7 days'
            cand rds-delete 'Delete an RDS instance, after a last snapshot'
            cand rds-url 'Print the connection URL of an RDS instance, without the password'
            cand sg-allow-my-ip 'Let my address reach the database on RDS, by a rule of its security group'
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
        &'cruddur-db;help;rds-create'= {
        }
        &'cruddur-db;help;rds-wait'= {
        }
        &'cruddur-db;help;rds-status'= {
        }
        &'cruddur-db;help;rds-start'= {
        }
        &'cruddur-db;help;rds-stop'= {
        }
        &'cruddur-db;help;rds-delete'= {
        }
        &'cruddur-db;help;rds-url'= {
        }
        &'cruddur-db;help;sg-allow-my-ip'= {
        }
        &'cruddur-db;help;help'= {
        }
    ]
    $completions[$command]
}
