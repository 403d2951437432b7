
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
            cand --ca-file 'Check the server''s certificate with the authorities in this file (verify-full)'
            cand --secret 'Log in with the password in this secret of AWS Secrets Manager'
            cand --format 'How results and errors are written'
            cand --iam 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
            cand --no-dotenv 'Read no .env file'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand setup 'Make the database anew, with its schema and seeds: all or nothing'
            cand connect 'Open psql on the database, or a console of our own where there is no psql'
            cand create 'Create the database, if it does not exist'
            cand drop 'Drop the database, ending its sessions'
            cand schema-load 'Load the schema, in one transaction'
            cand migrate 'Run the migrations that are pending'
            cand rollback 'Take migrations back, the newest first'
            cand migration 'Look after the files and the table of migrations'
            cand seed 'Load the seeds, in one transaction'
            cand dump 'Write the database as SQL that schema-load and psql load'
            cand restore 'Bring back a backup, or any dump'
            cand env-set 'Tag the database with its environment'
            cand sessions 'List who is connected to the database, or end what they do'
            cand doctor 'Find out what stands between here and the database'
            cand wait 'Wait until the server answers (60 seconds, or --wait=SECONDS)'
            cand activity 'Read and write activities, as the back end does'
            cand user 'Look after the users in the database'
            cand server 'Look after the managed local Postgres server'
            cand config 'Show what was resolved and from where, without secrets'
            cand completions 'Print the completions for a shell'
            cand man 'Print a manual page'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'cruddur-db;setup'= {
            cand --maintenance-db 'The database to work from [default: postgres, then template1]'
            cand --confirm 'Agree by giving the name that is asked for (protected and remote databases need it)'
            cand --wait 'Keep trying this long until the server answers [default: 60 seconds when given without]'
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --ca-file 'Check the server''s certificate with the authorities in this file (verify-full)'
            cand --secret 'Log in with the password in this secret of AWS Secrets Manager'
            cand --format 'How results and errors are written'
            cand --keep 'Drop nothing, and fail if the database has tables'
            cand --backup 'Take a backup first, which restore brings back [default: when the environment is protected]'
            cand --no-backup 'Take no backup first'
            cand --dry-run 'Say what would be done, and do nothing'
            cand --fetch-postgres 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
            cand --iam 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
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
            cand -c 'Run this and leave, at the first error with status 1; may be given several times'
            cand --command 'Run this and leave, at the first error with status 1; may be given several times'
            cand --wait 'Keep trying this long until the server answers [default: 60 seconds when given without]'
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --ca-file 'Check the server''s certificate with the authorities in this file (verify-full)'
            cand --secret 'Log in with the password in this secret of AWS Secrets Manager'
            cand --format 'How results and errors are written'
            cand --read-only 'Begin every transaction as READ ONLY, against slips (BEGIN READ WRITE can undo it)'
            cand --builtin 'Use the built-in console although there is psql'
            cand --fetch-postgres 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
            cand --iam 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
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
            cand --locale 'The collation and character classes, such as C, en_US.UTF-8 or, for icu, de-DE'
            cand --locale-provider 'Who sorts: libc, icu (servers since 15) or builtin (since 17)'
            cand --maintenance-db 'The database to work from [default: postgres, then template1]'
            cand --wait 'Keep trying this long until the server answers [default: 60 seconds when given without]'
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --ca-file 'Check the server''s certificate with the authorities in this file (verify-full)'
            cand --secret 'Log in with the password in this secret of AWS Secrets Manager'
            cand --format 'How results and errors are written'
            cand --dry-run 'Say what would be done, and do nothing'
            cand --fetch-postgres 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
            cand --iam 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
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
            cand --confirm 'Agree by giving the name that is asked for (protected and remote databases need it)'
            cand --wait 'Keep trying this long until the server answers [default: 60 seconds when given without]'
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --ca-file 'Check the server''s certificate with the authorities in this file (verify-full)'
            cand --secret 'Log in with the password in this secret of AWS Secrets Manager'
            cand --format 'How results and errors are written'
            cand --backup 'Take a backup first, which restore brings back [default: when the environment is protected]'
            cand --no-backup 'Take no backup first'
            cand --dry-run 'Say what would be done, and do nothing'
            cand --fetch-postgres 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
            cand --iam 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
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
            cand --confirm 'Agree by giving the name that is asked for (protected and remote databases need it)'
            cand --wait 'Keep trying this long until the server answers [default: 60 seconds when given without]'
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --ca-file 'Check the server''s certificate with the authorities in this file (verify-full)'
            cand --secret 'Log in with the password in this secret of AWS Secrets Manager'
            cand --format 'How results and errors are written'
            cand --check 'Run everything and roll it back: reports what would fail'
            cand --no-owner 'Skip statements that set owners'
            cand --no-acl 'Skip statements that grant and revoke'
            cand --dry-run 'Say what would be done, and do nothing'
            cand --fetch-postgres 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
            cand --backup 'Take a backup first, which restore brings back [default: when the environment is protected]'
            cand --no-backup 'Take no backup first'
            cand --iam 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
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
        &'cruddur-db;migrate'= {
            cand --to 'Go up to this version and no further'
            cand --steps 'Run so many of them'
            cand --tx 'Whether each file is a transaction, or all of them are one'
            cand --lock-wait 'How long to wait for somebody else who migrates this database'
            cand --lock-timeout 'How long a statement may wait for a lock before it is rolled back and tried again [default: what cruddur-db.toml says, else 5s]'
            cand --set 'Set a psql variable for the files'
            cand --dir 'The directory of the migrations [default: what cruddur-db.toml or sqlx.toml name, else backend-flask/db/migrations, db/migrations or migrations]'
            cand --confirm 'Agree by giving the name that is asked for (protected and remote databases need it)'
            cand --wait 'Keep trying this long until the server answers [default: 60 seconds when given without]'
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --ca-file 'Check the server''s certificate with the authorities in this file (verify-full)'
            cand --secret 'Log in with the password in this secret of AWS Secrets Manager'
            cand --format 'How results and errors are written'
            cand --check 'Run everything in one transaction and roll it back'
            cand --strict 'Refuse a migration that is older than the newest applied one'
            cand --ignore-missing 'Go on although an applied migration has no file'
            cand --resume 'Go on with a migration that stopped outside a transaction'
            cand --backup 'Take a backup first, which restore brings back [default: when the environment is protected]'
            cand --no-backup 'Take no backup first'
            cand --dry-run 'Say what would be done, and do nothing'
            cand --fetch-postgres 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
            cand --iam 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
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
        &'cruddur-db;rollback'= {
            cand --steps 'Take so many back'
            cand --to 'Take back all that is newer than this version; 0 is everything'
            cand --lock-wait 'How long to wait for somebody else who migrates this database'
            cand --lock-timeout 'How long a statement may wait for a lock before it is rolled back and tried again [default: what cruddur-db.toml says, else 5s]'
            cand --set 'Set a psql variable for the files'
            cand --dir 'The directory of the migrations [default: what cruddur-db.toml or sqlx.toml name, else backend-flask/db/migrations, db/migrations or migrations]'
            cand --confirm 'Agree by giving the name that is asked for (protected and remote databases need it)'
            cand --wait 'Keep trying this long until the server answers [default: 60 seconds when given without]'
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --ca-file 'Check the server''s certificate with the authorities in this file (verify-full)'
            cand --secret 'Log in with the password in this secret of AWS Secrets Manager'
            cand --format 'How results and errors are written'
            cand --resume 'Go on with a way back that stopped outside a transaction'
            cand --backup 'Take a backup first, which restore brings back [default: when the environment is protected]'
            cand --no-backup 'Take no backup first'
            cand --dry-run 'Say what would be done, and do nothing'
            cand --fetch-postgres 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
            cand --iam 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
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
        &'cruddur-db;migration'= {
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --ca-file 'Check the server''s certificate with the authorities in this file (verify-full)'
            cand --secret 'Log in with the password in this secret of AWS Secrets Manager'
            cand --format 'How results and errors are written'
            cand --iam 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
            cand --no-dotenv 'Read no .env file'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand new 'Write the files of a new migration'
            cand list 'List the migrations that are on disk'
            cand status 'Show which migrations are applied, and which are pending'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'cruddur-db;migration;new'= {
            cand --from 'Begin with the text of this file, - for standard input [default: template of [migrations] in cruddur-db.toml]'
            cand --dir 'The directory of the migrations [default: what cruddur-db.toml or sqlx.toml name, else backend-flask/db/migrations, db/migrations or migrations]'
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --ca-file 'Check the server''s certificate with the authorities in this file (verify-full)'
            cand --secret 'Log in with the password in this secret of AWS Secrets Manager'
            cand --format 'How results and errors are written'
            cand --simple 'Write one file, without a way back'
            cand --iam 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
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
        &'cruddur-db;migration;list'= {
            cand --dir 'The directory of the migrations [default: what cruddur-db.toml or sqlx.toml name, else backend-flask/db/migrations, db/migrations or migrations]'
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --ca-file 'Check the server''s certificate with the authorities in this file (verify-full)'
            cand --secret 'Log in with the password in this secret of AWS Secrets Manager'
            cand --format 'How results and errors are written'
            cand --iam 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
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
        &'cruddur-db;migration;status'= {
            cand --fail-on 'Exit with 1 when there is any of it'
            cand --dir 'The directory of the migrations [default: what cruddur-db.toml or sqlx.toml name, else backend-flask/db/migrations, db/migrations or migrations]'
            cand --wait 'Keep trying this long until the server answers [default: 60 seconds when given without]'
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --ca-file 'Check the server''s certificate with the authorities in this file (verify-full)'
            cand --secret 'Log in with the password in this secret of AWS Secrets Manager'
            cand --format 'How results and errors are written'
            cand --fetch-postgres 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
            cand --iam 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
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
        &'cruddur-db;migration;help'= {
            cand new 'Write the files of a new migration'
            cand list 'List the migrations that are on disk'
            cand status 'Show which migrations are applied, and which are pending'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'cruddur-db;migration;help;new'= {
        }
        &'cruddur-db;migration;help;list'= {
        }
        &'cruddur-db;migration;help;status'= {
        }
        &'cruddur-db;migration;help;help'= {
        }
        &'cruddur-db;seed'= {
            cand --set 'Set a psql variable for the files'
            cand --confirm 'Agree by giving the name that is asked for (protected and remote databases need it)'
            cand --wait 'Keep trying this long until the server answers [default: 60 seconds when given without]'
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --ca-file 'Check the server''s certificate with the authorities in this file (verify-full)'
            cand --secret 'Log in with the password in this secret of AWS Secrets Manager'
            cand --format 'How results and errors are written'
            cand --check 'Run everything and roll it back: reports what would fail'
            cand --no-owner 'Skip statements that set owners'
            cand --no-acl 'Skip statements that grant and revoke'
            cand --dry-run 'Say what would be done, and do nothing'
            cand --fetch-postgres 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
            cand --iam 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
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
            cand --ca-file 'Check the server''s certificate with the authorities in this file (verify-full)'
            cand --secret 'Log in with the password in this secret of AWS Secrets Manager'
            cand --format 'How results and errors are written'
            cand --schema-only 'No rows'
            cand --data-only 'Rows only'
            cand --force 'Replace the file if it exists'
            cand --fetch-postgres 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
            cand --iam 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
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
        &'cruddur-db;restore'= {
            cand --maintenance-db 'The database to work from [default: postgres, then template1]'
            cand --confirm 'Agree by giving the name that is asked for (protected and remote databases need it)'
            cand --wait 'Keep trying this long until the server answers [default: 60 seconds when given without]'
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --ca-file 'Check the server''s certificate with the authorities in this file (verify-full)'
            cand --secret 'Log in with the password in this secret of AWS Secrets Manager'
            cand --format 'How results and errors are written'
            cand --last 'The last backup that was taken of this database'
            cand --list 'List the backups, of every environment unless --env names one'
            cand --no-owner 'Skip statements that set owners'
            cand --no-acl 'Skip statements that grant and revoke'
            cand --backup 'Take a backup first, which restore brings back [default: when the environment is protected]'
            cand --no-backup 'Take no backup first'
            cand --dry-run 'Say what would be done, and do nothing'
            cand --fetch-postgres 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
            cand --iam 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
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
        &'cruddur-db;env-set'= {
            cand --confirm 'Agree by giving the name that is asked for (protected and remote databases need it)'
            cand --wait 'Keep trying this long until the server answers [default: 60 seconds when given without]'
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --ca-file 'Check the server''s certificate with the authorities in this file (verify-full)'
            cand --secret 'Log in with the password in this secret of AWS Secrets Manager'
            cand --format 'How results and errors are written'
            cand --dry-run 'Say what would be done, and do nothing'
            cand --fetch-postgres 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
            cand --iam 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
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
            cand --db 'Only those of this database [default: the environment''s]'
            cand --user 'Only those of this role'
            cand --state 'Only those in this state'
            cand --min-duration 'Only those that have been in their state this long: 30s, 10m, 2h'
            cand --watch 'Show it again every so many seconds, until Ctrl-C [default: 2 when given without]'
            cand --wait 'Keep trying this long until the server answers [default: 60 seconds when given without]'
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --ca-file 'Check the server''s certificate with the authorities in this file (verify-full)'
            cand --secret 'Log in with the password in this secret of AWS Secrets Manager'
            cand --format 'How results and errors are written'
            cand --all 'The sessions of every database of the server'
            cand --blocking 'Only who waits for whom, as a tree'
            cand --csv 'Write the list as CSV'
            cand --fetch-postgres 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
            cand --iam 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
            cand --no-dotenv 'Read no .env file'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand cancel 'Ask sessions to give up what they run'
            cand kill 'End sessions, with what they have not committed'
        }
        &'cruddur-db;sessions;cancel'= {
            cand --db 'The database they are connected to [default: the environment''s]'
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --ca-file 'Check the server''s certificate with the authorities in this file (verify-full)'
            cand --secret 'Log in with the password in this secret of AWS Secrets Manager'
            cand --format 'How results and errors are written'
            cand --dry-run 'Say what would be done, and do nothing'
            cand --iam 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
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
        &'cruddur-db;sessions;kill'= {
            cand --idle 'Those that have been idle this long, in a transaction or not: 10m, 2h'
            cand --db 'Only those of this database [default: the environment''s]'
            cand --user 'Only those of this role'
            cand --state 'Only those in this state'
            cand --min-duration 'Only those that have been in their state this long: 30s, 10m, 2h'
            cand --confirm 'Agree by giving the name that is asked for (protected and remote databases need it)'
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --ca-file 'Check the server''s certificate with the authorities in this file (verify-full)'
            cand --secret 'Log in with the password in this secret of AWS Secrets Manager'
            cand --format 'How results and errors are written'
            cand --all 'All sessions of the database'
            cand --dry-run 'Say what would be done, and do nothing'
            cand --iam 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
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
        &'cruddur-db;doctor'= {
            cand --fail-on 'End with status 1 at this or worse; what is unknown counts as warn'
            cand --timeout 'How long each layer may take'
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --ca-file 'Check the server''s certificate with the authorities in this file (verify-full)'
            cand --secret 'Log in with the password in this secret of AWS Secrets Manager'
            cand --format 'How results and errors are written'
            cand --iam 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
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
            cand --ca-file 'Check the server''s certificate with the authorities in this file (verify-full)'
            cand --secret 'Log in with the password in this secret of AWS Secrets Manager'
            cand --format 'How results and errors are written'
            cand --fetch-postgres 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
            cand --iam 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
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
        &'cruddur-db;activity'= {
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --ca-file 'Check the server''s certificate with the authorities in this file (verify-full)'
            cand --secret 'Log in with the password in this secret of AWS Secrets Manager'
            cand --format 'How results and errors are written'
            cand --iam 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
            cand --no-dotenv 'Read no .env file'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand create 'Add an activity of a user, and show it'
            cand home 'Show the home page: all activities, the newest first'
            cand show 'Show one activity'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'cruddur-db;activity;create'= {
            cand --handle 'Who writes it, by handle'
            cand --cognito-user-id 'Who writes it, by the id that Cognito gave them'
            cand -m 'What it says, in at most 280 characters'
            cand --message 'What it says, in at most 280 characters'
            cand --ttl 'How long it is shown: 30-days, 7-days, 3-days, 1-day, 12-hours, 3-hours or 1-hour'
            cand --confirm 'Agree by giving the name that is asked for (protected and remote databases need it)'
            cand --wait 'Keep trying this long until the server answers [default: 60 seconds when given without]'
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --ca-file 'Check the server''s certificate with the authorities in this file (verify-full)'
            cand --secret 'Log in with the password in this secret of AWS Secrets Manager'
            cand --format 'How results and errors are written'
            cand --dry-run 'Say what would be done, and do nothing'
            cand --fetch-postgres 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
            cand --iam 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
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
        &'cruddur-db;activity;home'= {
            cand -n 'Show at most this many'
            cand --limit 'Show at most this many'
            cand --wait 'Keep trying this long until the server answers [default: 60 seconds when given without]'
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --ca-file 'Check the server''s certificate with the authorities in this file (verify-full)'
            cand --secret 'Log in with the password in this secret of AWS Secrets Manager'
            cand --format 'How results and errors are written'
            cand --fetch-postgres 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
            cand --iam 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
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
        &'cruddur-db;activity;show'= {
            cand --wait 'Keep trying this long until the server answers [default: 60 seconds when given without]'
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --ca-file 'Check the server''s certificate with the authorities in this file (verify-full)'
            cand --secret 'Log in with the password in this secret of AWS Secrets Manager'
            cand --format 'How results and errors are written'
            cand --fetch-postgres 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
            cand --iam 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
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
        &'cruddur-db;activity;help'= {
            cand create 'Add an activity of a user, and show it'
            cand home 'Show the home page: all activities, the newest first'
            cand show 'Show one activity'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'cruddur-db;activity;help;create'= {
        }
        &'cruddur-db;activity;help;home'= {
        }
        &'cruddur-db;activity;help;show'= {
        }
        &'cruddur-db;activity;help;help'= {
        }
        &'cruddur-db;user'= {
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --ca-file 'Check the server''s certificate with the authorities in this file (verify-full)'
            cand --secret 'Log in with the password in this secret of AWS Secrets Manager'
            cand --format 'How results and errors are written'
            cand --iam 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
            cand --no-dotenv 'Read no .env file'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand list 'List the users by their handles'
            cand add 'Add a user'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'cruddur-db;user;list'= {
            cand --wait 'Keep trying this long until the server answers [default: 60 seconds when given without]'
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --ca-file 'Check the server''s certificate with the authorities in this file (verify-full)'
            cand --secret 'Log in with the password in this secret of AWS Secrets Manager'
            cand --format 'How results and errors are written'
            cand --fetch-postgres 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
            cand --iam 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
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
        &'cruddur-db;user;add'= {
            cand --handle 'The handle, which no other user has'
            cand --display-name 'The name that people see'
            cand --email 'The e-mail address'
            cand --cognito-user-id 'The id that Cognito gave the user; the placeholder stands for one who never signed up'
            cand --confirm 'Agree by giving the name that is asked for (protected and remote databases need it)'
            cand --wait 'Keep trying this long until the server answers [default: 60 seconds when given without]'
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --ca-file 'Check the server''s certificate with the authorities in this file (verify-full)'
            cand --secret 'Log in with the password in this secret of AWS Secrets Manager'
            cand --format 'How results and errors are written'
            cand --dry-run 'Say what would be done, and do nothing'
            cand --fetch-postgres 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]'
            cand --iam 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
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
        &'cruddur-db;user;help'= {
            cand list 'List the users by their handles'
            cand add 'Add a user'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'cruddur-db;user;help;list'= {
        }
        &'cruddur-db;user;help;add'= {
        }
        &'cruddur-db;user;help;help'= {
        }
        &'cruddur-db;server'= {
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --ca-file 'Check the server''s certificate with the authorities in this file (verify-full)'
            cand --secret 'Log in with the password in this secret of AWS Secrets Manager'
            cand --format 'How results and errors are written'
            cand --iam 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
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
            cand upgrade 'Carry the databases of an older Postgres over to the newest on this machine'
            cand destroy 'Delete the server with all its databases, and the Postgres that was fetched for it'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'cruddur-db;server;start'= {
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --ca-file 'Check the server''s certificate with the authorities in this file (verify-full)'
            cand --secret 'Log in with the password in this secret of AWS Secrets Manager'
            cand --format 'How results and errors are written'
            cand --fetch-postgres 'Fetch Postgres from PyPI without asking, if this machine has none'
            cand --dry-run 'Say what would be done, and do nothing'
            cand --iam 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
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
            cand --ca-file 'Check the server''s certificate with the authorities in this file (verify-full)'
            cand --secret 'Log in with the password in this secret of AWS Secrets Manager'
            cand --format 'How results and errors are written'
            cand --dry-run 'Say what would be done, and do nothing'
            cand --iam 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
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
            cand --ca-file 'Check the server''s certificate with the authorities in this file (verify-full)'
            cand --secret 'Log in with the password in this secret of AWS Secrets Manager'
            cand --format 'How results and errors are written'
            cand --iam 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
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
            cand --ca-file 'Check the server''s certificate with the authorities in this file (verify-full)'
            cand --secret 'Log in with the password in this secret of AWS Secrets Manager'
            cand --format 'How results and errors are written'
            cand -f 'Go on with what is written from now on, until Ctrl-C'
            cand --follow 'Go on with what is written from now on, until Ctrl-C'
            cand --iam 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
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
            cand --ca-file 'Check the server''s certificate with the authorities in this file (verify-full)'
            cand --secret 'Log in with the password in this secret of AWS Secrets Manager'
            cand --format 'How results and errors are written'
            cand --fetch-postgres 'Fetch Postgres from PyPI without asking, if this machine has none'
            cand --iam 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
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
        &'cruddur-db;server;upgrade'= {
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --ca-file 'Check the server''s certificate with the authorities in this file (verify-full)'
            cand --secret 'Log in with the password in this secret of AWS Secrets Manager'
            cand --format 'How results and errors are written'
            cand --remove-old 'Delete the old data that was carried over before'
            cand -y 'Answer yes to the question'
            cand --yes 'Answer yes to the question'
            cand --dry-run 'Say what would be done, and do nothing'
            cand --fetch-postgres 'Fetch Postgres from PyPI without asking, if this machine has none'
            cand --iam 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
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
            cand --ca-file 'Check the server''s certificate with the authorities in this file (verify-full)'
            cand --secret 'Log in with the password in this secret of AWS Secrets Manager'
            cand --format 'How results and errors are written'
            cand -y 'Answer yes to the question'
            cand --yes 'Answer yes to the question'
            cand --dry-run 'Say what would be done, and do nothing'
            cand --iam 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
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
            cand upgrade 'Carry the databases of an older Postgres over to the newest on this machine'
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
        &'cruddur-db;server;help;upgrade'= {
        }
        &'cruddur-db;server;help;destroy'= {
        }
        &'cruddur-db;server;help;help'= {
        }
        &'cruddur-db;config'= {
            cand -e 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --env 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]'
            cand --url 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)'
            cand --ca-file 'Check the server''s certificate with the authorities in this file (verify-full)'
            cand --secret 'Log in with the password in this secret of AWS Secrets Manager'
            cand --format 'How results and errors are written'
            cand --iam 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
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
            cand --ca-file 'Check the server''s certificate with the authorities in this file (verify-full)'
            cand --secret 'Log in with the password in this secret of AWS Secrets Manager'
            cand --format 'How results and errors are written'
            cand --iam 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
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
            cand --ca-file 'Check the server''s certificate with the authorities in this file (verify-full)'
            cand --secret 'Log in with the password in this secret of AWS Secrets Manager'
            cand --format 'How results and errors are written'
            cand --iam 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)'
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
            cand setup 'Make the database anew, with its schema and seeds: all or nothing'
            cand connect 'Open psql on the database, or a console of our own where there is no psql'
            cand create 'Create the database, if it does not exist'
            cand drop 'Drop the database, ending its sessions'
            cand schema-load 'Load the schema, in one transaction'
            cand migrate 'Run the migrations that are pending'
            cand rollback 'Take migrations back, the newest first'
            cand migration 'Look after the files and the table of migrations'
            cand seed 'Load the seeds, in one transaction'
            cand dump 'Write the database as SQL that schema-load and psql load'
            cand restore 'Bring back a backup, or any dump'
            cand env-set 'Tag the database with its environment'
            cand sessions 'List who is connected to the database, or end what they do'
            cand doctor 'Find out what stands between here and the database'
            cand wait 'Wait until the server answers (60 seconds, or --wait=SECONDS)'
            cand activity 'Read and write activities, as the back end does'
            cand user 'Look after the users in the database'
            cand server 'Look after the managed local Postgres server'
            cand config 'Show what was resolved and from where, without secrets'
            cand completions 'Print the completions for a shell'
            cand man 'Print a manual page'
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
        &'cruddur-db;help;migrate'= {
        }
        &'cruddur-db;help;rollback'= {
        }
        &'cruddur-db;help;migration'= {
            cand new 'Write the files of a new migration'
            cand list 'List the migrations that are on disk'
            cand status 'Show which migrations are applied, and which are pending'
        }
        &'cruddur-db;help;migration;new'= {
        }
        &'cruddur-db;help;migration;list'= {
        }
        &'cruddur-db;help;migration;status'= {
        }
        &'cruddur-db;help;seed'= {
        }
        &'cruddur-db;help;dump'= {
        }
        &'cruddur-db;help;restore'= {
        }
        &'cruddur-db;help;env-set'= {
        }
        &'cruddur-db;help;sessions'= {
            cand cancel 'Ask sessions to give up what they run'
            cand kill 'End sessions, with what they have not committed'
        }
        &'cruddur-db;help;sessions;cancel'= {
        }
        &'cruddur-db;help;sessions;kill'= {
        }
        &'cruddur-db;help;doctor'= {
        }
        &'cruddur-db;help;wait'= {
        }
        &'cruddur-db;help;activity'= {
            cand create 'Add an activity of a user, and show it'
            cand home 'Show the home page: all activities, the newest first'
            cand show 'Show one activity'
        }
        &'cruddur-db;help;activity;create'= {
        }
        &'cruddur-db;help;activity;home'= {
        }
        &'cruddur-db;help;activity;show'= {
        }
        &'cruddur-db;help;user'= {
            cand list 'List the users by their handles'
            cand add 'Add a user'
        }
        &'cruddur-db;help;user;list'= {
        }
        &'cruddur-db;help;user;add'= {
        }
        &'cruddur-db;help;server'= {
            cand start 'Start the server, and create it first if there is none'
            cand stop 'Stop the server; its data stays'
            cand status 'Show whether it runs, and where everything of it is'
            cand logs 'Show the end of the server''s log'
            cand url 'Print a connection URL with the password, for other programs and .env files'
            cand upgrade 'Carry the databases of an older Postgres over to the newest on this machine'
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
        &'cruddur-db;help;server;upgrade'= {
        }
        &'cruddur-db;help;server;destroy'= {
        }
        &'cruddur-db;help;config'= {
        }
        &'cruddur-db;help;completions'= {
        }
        &'cruddur-db;help;man'= {
        }
        &'cruddur-db;help;help'= {
        }
    ]
    $completions[$command]
}
