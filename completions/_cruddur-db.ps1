
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'cruddur-db' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'cruddur-db'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'cruddur-db' {
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('setup', 'setup', [CompletionResultType]::ParameterValue, 'Recreate the database, with its schema, migrations and seeds: all or nothing')
            [CompletionResult]::new('connect', 'connect', [CompletionResultType]::ParameterValue, 'Open psql on the database, or a console of our own where there is no psql')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create the database, if it does not exist')
            [CompletionResult]::new('drop', 'drop', [CompletionResultType]::ParameterValue, 'Drop the database, ending its sessions')
            [CompletionResult]::new('schema-load', 'schema-load', [CompletionResultType]::ParameterValue, 'Load the schema, in one transaction')
            [CompletionResult]::new('prepare', 'prepare', [CompletionResultType]::ParameterValue, 'Create and fill the database if it is missing or empty, else run its pending migrations')
            [CompletionResult]::new('migrate', 'migrate', [CompletionResultType]::ParameterValue, 'Run the migrations that are pending')
            [CompletionResult]::new('rollback', 'rollback', [CompletionResultType]::ParameterValue, 'Take migrations back, the newest first')
            [CompletionResult]::new('migration', 'migration', [CompletionResultType]::ParameterValue, 'Look after the files and the table of migrations')
            [CompletionResult]::new('seed', 'seed', [CompletionResultType]::ParameterValue, 'Load the seeds, in one transaction')
            [CompletionResult]::new('dump', 'dump', [CompletionResultType]::ParameterValue, 'Write the database as SQL that schema-load and psql load')
            [CompletionResult]::new('restore', 'restore', [CompletionResultType]::ParameterValue, 'Bring back a backup, or any dump')
            [CompletionResult]::new('env-set', 'env-set', [CompletionResultType]::ParameterValue, 'Tag the database with its environment')
            [CompletionResult]::new('sessions', 'sessions', [CompletionResultType]::ParameterValue, 'List who is connected to the database, or end what they do')
            [CompletionResult]::new('doctor', 'doctor', [CompletionResultType]::ParameterValue, 'Find out what stands between here and the database')
            [CompletionResult]::new('wait', 'wait', [CompletionResultType]::ParameterValue, 'Wait until the server answers (60 seconds, or --wait=SECONDS)')
            [CompletionResult]::new('activity', 'activity', [CompletionResultType]::ParameterValue, 'Read and write activities, as the back end does')
            [CompletionResult]::new('user', 'user', [CompletionResultType]::ParameterValue, 'Look after the users in the database')
            [CompletionResult]::new('post-confirmation', 'post-confirmation', [CompletionResultType]::ParameterValue, 'Do what the Lambda function does, for one event in a file')
            [CompletionResult]::new('server', 'server', [CompletionResultType]::ParameterValue, 'Look after the managed local Postgres server')
            [CompletionResult]::new('sg-allow-my-ip', 'sg-allow-my-ip', [CompletionResultType]::ParameterValue, 'Let my address reach the database on RDS, by a rule of its security group')
            [CompletionResult]::new('sg-list', 'sg-list', [CompletionResultType]::ParameterValue, 'List the rules that open the database''s port: whose, which address, since when')
            [CompletionResult]::new('sg-revoke', 'sg-revoke', [CompletionResultType]::ParameterValue, 'Remove my rule from the database''s security group')
            [CompletionResult]::new('sg-run', 'sg-run', [CompletionResultType]::ParameterValue, 'Let my address in, run a command, and take the rule away again')
            [CompletionResult]::new('rds-create', 'rds-create', [CompletionResultType]::ParameterValue, 'Create a Postgres instance on RDS and wait until it can be used')
            [CompletionResult]::new('rds-wait', 'rds-wait', [CompletionResultType]::ParameterValue, 'Wait until an RDS instance can be used')
            [CompletionResult]::new('rds-status', 'rds-status', [CompletionResultType]::ParameterValue, 'Show an RDS instance, and how to get in')
            [CompletionResult]::new('rds-url', 'rds-url', [CompletionResultType]::ParameterValue, 'Print the connection URL of an RDS instance, without the password')
            [CompletionResult]::new('rds-start', 'rds-start', [CompletionResultType]::ParameterValue, 'Start a stopped RDS instance and wait until it can be used')
            [CompletionResult]::new('rds-stop', 'rds-stop', [CompletionResultType]::ParameterValue, 'Stop an RDS instance, which AWS starts again after 7 days')
            [CompletionResult]::new('rds-delete', 'rds-delete', [CompletionResultType]::ParameterValue, 'Delete an RDS instance, after a last snapshot')
            [CompletionResult]::new('trigger-deploy', 'trigger-deploy', [CompletionResultType]::ParameterValue, 'Deploy the post-confirmation function, and make the user pool call it')
            [CompletionResult]::new('trigger-status', 'trigger-status', [CompletionResultType]::ParameterValue, 'Show the post-confirmation function and whether the user pool calls it')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'Show what was resolved and from where, without secrets')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the completions for a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print a manual page')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cruddur-db;setup' {
            [CompletionResult]::new('--maintenance-db', '--maintenance-db', [CompletionResultType]::ParameterName, 'The database to work from [default: postgres, then template1]')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'Agree by giving the name that is asked for (protected and remote databases need it)')
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Keep trying this long until the server answers [default: 60 seconds when given without]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--keep', '--keep', [CompletionResultType]::ParameterName, 'Drop nothing, and fail if the database has tables')
            [CompletionResult]::new('--backup', '--backup', [CompletionResultType]::ParameterName, 'Take a backup first, which restore brings back [default: when the environment is protected]')
            [CompletionResult]::new('--no-backup', '--no-backup', [CompletionResultType]::ParameterName, 'Take no backup first')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, and do nothing')
            [CompletionResult]::new('--fetch-postgres', '--fetch-postgres', [CompletionResultType]::ParameterName, 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;connect' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Run this and leave, at the first error with status 1; may be given several times')
            [CompletionResult]::new('--command', '--command', [CompletionResultType]::ParameterName, 'Run this and leave, at the first error with status 1; may be given several times')
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Keep trying this long until the server answers [default: 60 seconds when given without]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--read-only', '--read-only', [CompletionResultType]::ParameterName, 'Begin every transaction as READ ONLY, against slips (BEGIN READ WRITE can undo it)')
            [CompletionResult]::new('--builtin', '--builtin', [CompletionResultType]::ParameterName, 'Use the built-in console although there is psql')
            [CompletionResult]::new('--fetch-postgres', '--fetch-postgres', [CompletionResultType]::ParameterName, 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;create' {
            [CompletionResult]::new('--owner', '--owner', [CompletionResultType]::ParameterName, 'The role that will own the database')
            [CompletionResult]::new('--template', '--template', [CompletionResultType]::ParameterName, 'The database to copy (template0 for another encoding or locale)')
            [CompletionResult]::new('--encoding', '--encoding', [CompletionResultType]::ParameterName, 'The character set, such as UTF8')
            [CompletionResult]::new('--locale', '--locale', [CompletionResultType]::ParameterName, 'The collation and character classes, such as C, en_US.UTF-8 or, for icu, de-DE')
            [CompletionResult]::new('--locale-provider', '--locale-provider', [CompletionResultType]::ParameterName, 'Who sorts: libc, icu (servers since 15) or builtin (since 17)')
            [CompletionResult]::new('--maintenance-db', '--maintenance-db', [CompletionResultType]::ParameterName, 'The database to work from [default: postgres, then template1]')
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Keep trying this long until the server answers [default: 60 seconds when given without]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, and do nothing')
            [CompletionResult]::new('--fetch-postgres', '--fetch-postgres', [CompletionResultType]::ParameterName, 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;drop' {
            [CompletionResult]::new('--maintenance-db', '--maintenance-db', [CompletionResultType]::ParameterName, 'The database to work from [default: postgres, then template1]')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'Agree by giving the name that is asked for (protected and remote databases need it)')
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Keep trying this long until the server answers [default: 60 seconds when given without]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--backup', '--backup', [CompletionResultType]::ParameterName, 'Take a backup first, which restore brings back [default: when the environment is protected]')
            [CompletionResult]::new('--no-backup', '--no-backup', [CompletionResultType]::ParameterName, 'Take no backup first')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, and do nothing')
            [CompletionResult]::new('--fetch-postgres', '--fetch-postgres', [CompletionResultType]::ParameterName, 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;schema-load' {
            [CompletionResult]::new('--set', '--set', [CompletionResultType]::ParameterName, 'Set a psql variable for the files, above what [environments.NAME.set] in cruddur-db.toml says')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'Agree by giving the name that is asked for (protected and remote databases need it)')
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Keep trying this long until the server answers [default: 60 seconds when given without]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Run everything and roll it back: reports what would fail')
            [CompletionResult]::new('--no-owner', '--no-owner', [CompletionResultType]::ParameterName, 'Skip statements that set owners')
            [CompletionResult]::new('--no-acl', '--no-acl', [CompletionResultType]::ParameterName, 'Skip statements that grant and revoke')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, and do nothing')
            [CompletionResult]::new('--fetch-postgres', '--fetch-postgres', [CompletionResultType]::ParameterName, 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]')
            [CompletionResult]::new('--backup', '--backup', [CompletionResultType]::ParameterName, 'Take a backup first, which restore brings back [default: when the environment is protected]')
            [CompletionResult]::new('--no-backup', '--no-backup', [CompletionResultType]::ParameterName, 'Take no backup first')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;prepare' {
            [CompletionResult]::new('--maintenance-db', '--maintenance-db', [CompletionResultType]::ParameterName, 'The database to work from [default: postgres, then template1]')
            [CompletionResult]::new('--dir', '--dir', [CompletionResultType]::ParameterName, 'The directory of the migrations [default: what cruddur-db.toml or sqlx.toml name, else backend-flask/db/migrations, db/migrations or migrations]')
            [CompletionResult]::new('--lock-wait', '--lock-wait', [CompletionResultType]::ParameterName, 'How long to wait for another migration of this database')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long a statement may wait for a lock before it is rolled back and tried again [default: what cruddur-db.toml says, else 5s]')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'Agree by giving the name that is asked for (protected and remote databases need it)')
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Keep trying this long until the server answers [default: 60 seconds when given without]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--backup', '--backup', [CompletionResultType]::ParameterName, 'Take a backup first, which restore brings back [default: when the environment is protected]')
            [CompletionResult]::new('--no-backup', '--no-backup', [CompletionResultType]::ParameterName, 'Take no backup first')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, and do nothing')
            [CompletionResult]::new('--fetch-postgres', '--fetch-postgres', [CompletionResultType]::ParameterName, 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;migrate' {
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'Go up to this version and no further')
            [CompletionResult]::new('--steps', '--steps', [CompletionResultType]::ParameterName, 'Run so many of them')
            [CompletionResult]::new('--tx', '--tx', [CompletionResultType]::ParameterName, 'Whether each file is a transaction, or all of them are one')
            [CompletionResult]::new('--lock-wait', '--lock-wait', [CompletionResultType]::ParameterName, 'How long to wait for another migration of this database')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long a statement may wait for a lock before it is rolled back and tried again [default: what cruddur-db.toml says, else 5s]')
            [CompletionResult]::new('--set', '--set', [CompletionResultType]::ParameterName, 'Set a psql variable for the files, above what [environments.NAME.set] in cruddur-db.toml says')
            [CompletionResult]::new('--dir', '--dir', [CompletionResultType]::ParameterName, 'The directory of the migrations [default: what cruddur-db.toml or sqlx.toml name, else backend-flask/db/migrations, db/migrations or migrations]')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'Agree by giving the name that is asked for (protected and remote databases need it)')
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Keep trying this long until the server answers [default: 60 seconds when given without]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Run everything in one transaction and roll it back')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Refuse a migration that is older than the newest applied one')
            [CompletionResult]::new('--ignore-missing', '--ignore-missing', [CompletionResultType]::ParameterName, 'Go on although an applied migration has no file')
            [CompletionResult]::new('--resume', '--resume', [CompletionResultType]::ParameterName, 'Go on with a migration that stopped outside a transaction')
            [CompletionResult]::new('--backup', '--backup', [CompletionResultType]::ParameterName, 'Take a backup first, which restore brings back [default: when the environment is protected]')
            [CompletionResult]::new('--no-backup', '--no-backup', [CompletionResultType]::ParameterName, 'Take no backup first')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, and do nothing')
            [CompletionResult]::new('--fetch-postgres', '--fetch-postgres', [CompletionResultType]::ParameterName, 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;rollback' {
            [CompletionResult]::new('--steps', '--steps', [CompletionResultType]::ParameterName, 'Take so many back')
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'Take back all that is newer than this version; 0 is everything')
            [CompletionResult]::new('--lock-wait', '--lock-wait', [CompletionResultType]::ParameterName, 'How long to wait for another migration of this database')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long a statement may wait for a lock before it is rolled back and tried again [default: what cruddur-db.toml says, else 5s]')
            [CompletionResult]::new('--set', '--set', [CompletionResultType]::ParameterName, 'Set a psql variable for the files, above what [environments.NAME.set] in cruddur-db.toml says')
            [CompletionResult]::new('--dir', '--dir', [CompletionResultType]::ParameterName, 'The directory of the migrations [default: what cruddur-db.toml or sqlx.toml name, else backend-flask/db/migrations, db/migrations or migrations]')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'Agree by giving the name that is asked for (protected and remote databases need it)')
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Keep trying this long until the server answers [default: 60 seconds when given without]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--resume', '--resume', [CompletionResultType]::ParameterName, 'Go on with a way back that stopped outside a transaction')
            [CompletionResult]::new('--backup', '--backup', [CompletionResultType]::ParameterName, 'Take a backup first, which restore brings back [default: when the environment is protected]')
            [CompletionResult]::new('--no-backup', '--no-backup', [CompletionResultType]::ParameterName, 'Take no backup first')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, and do nothing')
            [CompletionResult]::new('--fetch-postgres', '--fetch-postgres', [CompletionResultType]::ParameterName, 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;migration' {
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('new', 'new', [CompletionResultType]::ParameterValue, 'Write the files of a new migration')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the migrations that are on disk')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show which migrations are applied, and which are pending')
            [CompletionResult]::new('mark', 'mark', [CompletionResultType]::ParameterValue, 'Mark migrations as applied without running them')
            [CompletionResult]::new('redo', 'redo', [CompletionResultType]::ParameterValue, 'Take the newest migration back, and run it again')
            [CompletionResult]::new('adopt', 'adopt', [CompletionResultType]::ParameterValue, 'Take over a database that another tool has migrated')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Write Cruddur''s Python migrations as SQL')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cruddur-db;migration;new' {
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'Begin with the text of this file, - for standard input [default: template of [migrations] in cruddur-db.toml]')
            [CompletionResult]::new('--dir', '--dir', [CompletionResultType]::ParameterName, 'The directory of the migrations [default: what cruddur-db.toml or sqlx.toml name, else backend-flask/db/migrations, db/migrations or migrations]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--simple', '--simple', [CompletionResultType]::ParameterName, 'Write one file, without a way back')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;migration;list' {
            [CompletionResult]::new('--dir', '--dir', [CompletionResultType]::ParameterName, 'The directory of the migrations [default: what cruddur-db.toml or sqlx.toml name, else backend-flask/db/migrations, db/migrations or migrations]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;migration;status' {
            [CompletionResult]::new('--fail-on', '--fail-on', [CompletionResultType]::ParameterName, 'Exit with 1 when there is any of it')
            [CompletionResult]::new('--dir', '--dir', [CompletionResultType]::ParameterName, 'The directory of the migrations [default: what cruddur-db.toml or sqlx.toml name, else backend-flask/db/migrations, db/migrations or migrations]')
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Keep trying this long until the server answers [default: 60 seconds when given without]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--fetch-postgres', '--fetch-postgres', [CompletionResultType]::ParameterName, 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;migration;mark' {
            [CompletionResult]::new('--lock-wait', '--lock-wait', [CompletionResultType]::ParameterName, 'How long to wait for another migration of this database')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long a statement may wait for a lock before it is rolled back and tried again [default: what cruddur-db.toml says, else 5s]')
            [CompletionResult]::new('--dir', '--dir', [CompletionResultType]::ParameterName, 'The directory of the migrations [default: what cruddur-db.toml or sqlx.toml name, else backend-flask/db/migrations, db/migrations or migrations]')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'Agree by giving the name that is asked for (protected and remote databases need it)')
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Keep trying this long until the server answers [default: 60 seconds when given without]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'All that are pending')
            [CompletionResult]::new('--checksum', '--checksum', [CompletionResultType]::ParameterName, 'Take the checksum of the file: it was edited after it was applied, and that is meant')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, and do nothing')
            [CompletionResult]::new('--fetch-postgres', '--fetch-postgres', [CompletionResultType]::ParameterName, 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;migration;redo' {
            [CompletionResult]::new('--set', '--set', [CompletionResultType]::ParameterName, 'Set a psql variable for the files')
            [CompletionResult]::new('--lock-wait', '--lock-wait', [CompletionResultType]::ParameterName, 'How long to wait for another migration of this database')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long a statement may wait for a lock before it is rolled back and tried again [default: what cruddur-db.toml says, else 5s]')
            [CompletionResult]::new('--dir', '--dir', [CompletionResultType]::ParameterName, 'The directory of the migrations [default: what cruddur-db.toml or sqlx.toml name, else backend-flask/db/migrations, db/migrations or migrations]')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'Agree by giving the name that is asked for (protected and remote databases need it)')
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Keep trying this long until the server answers [default: 60 seconds when given without]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, and do nothing')
            [CompletionResult]::new('--fetch-postgres', '--fetch-postgres', [CompletionResultType]::ParameterName, 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;migration;adopt' {
            [CompletionResult]::new('--lock-wait', '--lock-wait', [CompletionResultType]::ParameterName, 'How long to wait for another migration of this database')
            [CompletionResult]::new('--lock-timeout', '--lock-timeout', [CompletionResultType]::ParameterName, 'How long a statement may wait for a lock before it is rolled back and tried again [default: what cruddur-db.toml says, else 5s]')
            [CompletionResult]::new('--dir', '--dir', [CompletionResultType]::ParameterName, 'The directory of the migrations [default: what cruddur-db.toml or sqlx.toml name, else backend-flask/db/migrations, db/migrations or migrations]')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'Agree by giving the name that is asked for (protected and remote databases need it)')
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Keep trying this long until the server answers [default: 60 seconds when given without]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to the question (protected and remote databases need their name)')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to the question (protected and remote databases need their name)')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, and do nothing')
            [CompletionResult]::new('--fetch-postgres', '--fetch-postgres', [CompletionResultType]::ParameterName, 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;migration;import' {
            [CompletionResult]::new('--dir', '--dir', [CompletionResultType]::ParameterName, 'The directory of the migrations [default: what cruddur-db.toml or sqlx.toml name, else backend-flask/db/migrations, db/migrations or migrations]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;migration;help' {
            [CompletionResult]::new('new', 'new', [CompletionResultType]::ParameterValue, 'Write the files of a new migration')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the migrations that are on disk')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show which migrations are applied, and which are pending')
            [CompletionResult]::new('mark', 'mark', [CompletionResultType]::ParameterValue, 'Mark migrations as applied without running them')
            [CompletionResult]::new('redo', 'redo', [CompletionResultType]::ParameterValue, 'Take the newest migration back, and run it again')
            [CompletionResult]::new('adopt', 'adopt', [CompletionResultType]::ParameterValue, 'Take over a database that another tool has migrated')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Write Cruddur''s Python migrations as SQL')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cruddur-db;migration;help;new' {
            break
        }
        'cruddur-db;migration;help;list' {
            break
        }
        'cruddur-db;migration;help;status' {
            break
        }
        'cruddur-db;migration;help;mark' {
            break
        }
        'cruddur-db;migration;help;redo' {
            break
        }
        'cruddur-db;migration;help;adopt' {
            break
        }
        'cruddur-db;migration;help;import' {
            break
        }
        'cruddur-db;migration;help;help' {
            break
        }
        'cruddur-db;seed' {
            [CompletionResult]::new('--set', '--set', [CompletionResultType]::ParameterName, 'Set a psql variable for the files, above what [environments.NAME.set] in cruddur-db.toml says')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'Agree by giving the name that is asked for (protected and remote databases need it)')
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Keep trying this long until the server answers [default: 60 seconds when given without]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Run everything and roll it back: reports what would fail')
            [CompletionResult]::new('--no-owner', '--no-owner', [CompletionResultType]::ParameterName, 'Skip statements that set owners')
            [CompletionResult]::new('--no-acl', '--no-acl', [CompletionResultType]::ParameterName, 'Skip statements that grant and revoke')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, and do nothing')
            [CompletionResult]::new('--fetch-postgres', '--fetch-postgres', [CompletionResultType]::ParameterName, 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;dump' {
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Keep trying this long until the server answers [default: 60 seconds when given without]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--schema-only', '--schema-only', [CompletionResultType]::ParameterName, 'No rows')
            [CompletionResult]::new('--data-only', '--data-only', [CompletionResultType]::ParameterName, 'Rows only')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Replace the file if it exists')
            [CompletionResult]::new('--fetch-postgres', '--fetch-postgres', [CompletionResultType]::ParameterName, 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;restore' {
            [CompletionResult]::new('--maintenance-db', '--maintenance-db', [CompletionResultType]::ParameterName, 'The database to work from [default: postgres, then template1]')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'Agree by giving the name that is asked for (protected and remote databases need it)')
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Keep trying this long until the server answers [default: 60 seconds when given without]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--last', '--last', [CompletionResultType]::ParameterName, 'The last backup that was taken of this database')
            [CompletionResult]::new('--list', '--list', [CompletionResultType]::ParameterName, 'List the backups, of every environment unless --env names one')
            [CompletionResult]::new('--no-owner', '--no-owner', [CompletionResultType]::ParameterName, 'Skip statements that set owners')
            [CompletionResult]::new('--no-acl', '--no-acl', [CompletionResultType]::ParameterName, 'Skip statements that grant and revoke')
            [CompletionResult]::new('--backup', '--backup', [CompletionResultType]::ParameterName, 'Take a backup first, which restore brings back [default: when the environment is protected]')
            [CompletionResult]::new('--no-backup', '--no-backup', [CompletionResultType]::ParameterName, 'Take no backup first')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, and do nothing')
            [CompletionResult]::new('--fetch-postgres', '--fetch-postgres', [CompletionResultType]::ParameterName, 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;env-set' {
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'Agree by giving the name that is asked for (protected and remote databases need it)')
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Keep trying this long until the server answers [default: 60 seconds when given without]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, and do nothing')
            [CompletionResult]::new('--fetch-postgres', '--fetch-postgres', [CompletionResultType]::ParameterName, 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;sessions' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'Only those of this database [default: the environment''s]')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'Only those of this role')
            [CompletionResult]::new('--state', '--state', [CompletionResultType]::ParameterName, 'Only those in this state')
            [CompletionResult]::new('--min-duration', '--min-duration', [CompletionResultType]::ParameterName, 'Only those that have been in their state this long: 30s, 10m, 2h')
            [CompletionResult]::new('--watch', '--watch', [CompletionResultType]::ParameterName, 'Show it again every so many seconds, until Ctrl-C [default: 2 when given without]')
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Keep trying this long until the server answers [default: 60 seconds when given without]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'The sessions of every database of the server')
            [CompletionResult]::new('--blocking', '--blocking', [CompletionResultType]::ParameterName, 'Only who waits for whom, as a tree')
            [CompletionResult]::new('--csv', '--csv', [CompletionResultType]::ParameterName, 'Write the list as CSV')
            [CompletionResult]::new('--fetch-postgres', '--fetch-postgres', [CompletionResultType]::ParameterName, 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('cancel', 'cancel', [CompletionResultType]::ParameterValue, 'Ask sessions to give up what they run')
            [CompletionResult]::new('kill', 'kill', [CompletionResultType]::ParameterValue, 'End sessions, with what they have not committed')
            break
        }
        'cruddur-db;sessions;cancel' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database they are connected to [default: the environment''s]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, and do nothing')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;sessions;kill' {
            [CompletionResult]::new('--idle', '--idle', [CompletionResultType]::ParameterName, 'Those that have been idle this long, in a transaction or not: 10m, 2h')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'Only those of this database [default: the environment''s]')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'Only those of this role')
            [CompletionResult]::new('--state', '--state', [CompletionResultType]::ParameterName, 'Only those in this state')
            [CompletionResult]::new('--min-duration', '--min-duration', [CompletionResultType]::ParameterName, 'Only those that have been in their state this long: 30s, 10m, 2h')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'Agree by giving the name that is asked for (protected and remote databases need it)')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'All sessions of the database')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, and do nothing')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;doctor' {
            [CompletionResult]::new('--fail-on', '--fail-on', [CompletionResultType]::ParameterName, 'End with status 1 at this or worse; what is unknown counts as warn')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long each layer may take')
            [CompletionResult]::new('--ip', '--ip', [CompletionResultType]::ParameterName, 'My address [default: GITPOD_IP, then what two services on the internet see]')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'The region [default: AWS_REGION, the profile''s, or the one in the database''s host name]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile in the AWS configuration files [default: AWS_PROFILE]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--ipv6', '--ipv6', [CompletionResultType]::ParameterName, 'Look for my IPv6 address')
            [CompletionResult]::new('--via-proxy', '--via-proxy', [CompletionResultType]::ParameterName, 'Ask for my address through HTTPS_PROXY; connections to the database rarely go that way')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;wait' {
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Keep trying this long until the server answers [default: 60 seconds when given without]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--fetch-postgres', '--fetch-postgres', [CompletionResultType]::ParameterName, 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;activity' {
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Add an activity of a user, and show it')
            [CompletionResult]::new('home', 'home', [CompletionResultType]::ParameterValue, 'Show the home page: all activities, the newest first')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one activity')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cruddur-db;activity;create' {
            [CompletionResult]::new('--handle', '--handle', [CompletionResultType]::ParameterName, 'Who writes it, by handle')
            [CompletionResult]::new('--cognito-user-id', '--cognito-user-id', [CompletionResultType]::ParameterName, 'Who writes it, by the id that Cognito gave them')
            [CompletionResult]::new('-m', '-m', [CompletionResultType]::ParameterName, 'What it says, in at most 280 characters')
            [CompletionResult]::new('--message', '--message', [CompletionResultType]::ParameterName, 'What it says, in at most 280 characters')
            [CompletionResult]::new('--ttl', '--ttl', [CompletionResultType]::ParameterName, 'How long it is shown: 30-days, 7-days, 3-days, 1-day, 12-hours, 3-hours or 1-hour')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'Agree by giving the name that is asked for (protected and remote databases need it)')
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Keep trying this long until the server answers [default: 60 seconds when given without]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, and do nothing')
            [CompletionResult]::new('--fetch-postgres', '--fetch-postgres', [CompletionResultType]::ParameterName, 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;activity;home' {
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Show at most this many')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many')
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Keep trying this long until the server answers [default: 60 seconds when given without]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--fetch-postgres', '--fetch-postgres', [CompletionResultType]::ParameterName, 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;activity;show' {
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Keep trying this long until the server answers [default: 60 seconds when given without]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--fetch-postgres', '--fetch-postgres', [CompletionResultType]::ParameterName, 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;activity;help' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Add an activity of a user, and show it')
            [CompletionResult]::new('home', 'home', [CompletionResultType]::ParameterValue, 'Show the home page: all activities, the newest first')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one activity')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cruddur-db;activity;help;create' {
            break
        }
        'cruddur-db;activity;help;home' {
            break
        }
        'cruddur-db;activity;help;show' {
            break
        }
        'cruddur-db;activity;help;help' {
            break
        }
        'cruddur-db;user' {
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the users by their handles')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a user')
            [CompletionResult]::new('sync', 'sync', [CompletionResultType]::ParameterValue, 'Give the users of the seeds the ids that Cognito has for them')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cruddur-db;user;list' {
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Keep trying this long until the server answers [default: 60 seconds when given without]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--fetch-postgres', '--fetch-postgres', [CompletionResultType]::ParameterName, 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;user;add' {
            [CompletionResult]::new('--handle', '--handle', [CompletionResultType]::ParameterName, 'The handle, which no other user has')
            [CompletionResult]::new('--display-name', '--display-name', [CompletionResultType]::ParameterName, 'The name that people see')
            [CompletionResult]::new('--email', '--email', [CompletionResultType]::ParameterName, 'The e-mail address')
            [CompletionResult]::new('--cognito-user-id', '--cognito-user-id', [CompletionResultType]::ParameterName, 'The id that Cognito gave the user; the placeholder stands for one who never signed up')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'Agree by giving the name that is asked for (protected and remote databases need it)')
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Keep trying this long until the server answers [default: 60 seconds when given without]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, and do nothing')
            [CompletionResult]::new('--fetch-postgres', '--fetch-postgres', [CompletionResultType]::ParameterName, 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;user;sync' {
            [CompletionResult]::new('--pool-id', '--pool-id', [CompletionResultType]::ParameterName, 'The Cognito user pool [default: AWS_COGNITO_USER_POOL_ID]')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'Agree by giving the name that is asked for (protected and remote databases need it)')
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Keep trying this long until the server answers [default: 60 seconds when given without]')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'The region [default: AWS_REGION, the profile''s, or the one in the database''s host name]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile in the AWS configuration files [default: AWS_PROFILE]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, and do nothing')
            [CompletionResult]::new('--fetch-postgres', '--fetch-postgres', [CompletionResultType]::ParameterName, 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;user;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the users by their handles')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a user')
            [CompletionResult]::new('sync', 'sync', [CompletionResultType]::ParameterValue, 'Give the users of the seeds the ids that Cognito has for them')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cruddur-db;user;help;list' {
            break
        }
        'cruddur-db;user;help;add' {
            break
        }
        'cruddur-db;user;help;sync' {
            break
        }
        'cruddur-db;user;help;help' {
            break
        }
        'cruddur-db;post-confirmation' {
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'Agree by giving the name that is asked for (protected and remote databases need it)')
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Keep trying this long until the server answers [default: 60 seconds when given without]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, and do nothing')
            [CompletionResult]::new('--fetch-postgres', '--fetch-postgres', [CompletionResultType]::ParameterName, 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;server' {
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('start', 'start', [CompletionResultType]::ParameterValue, 'Start the server, and create it first if there is none')
            [CompletionResult]::new('stop', 'stop', [CompletionResultType]::ParameterValue, 'Stop the server; its data stays')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show whether it runs, and where everything of it is')
            [CompletionResult]::new('logs', 'logs', [CompletionResultType]::ParameterValue, 'Show the end of the server''s log')
            [CompletionResult]::new('url', 'url', [CompletionResultType]::ParameterValue, 'Print a connection URL with the password, for other programs and .env files')
            [CompletionResult]::new('upgrade', 'upgrade', [CompletionResultType]::ParameterValue, 'Carry the databases of an older Postgres over to the newest on this machine')
            [CompletionResult]::new('destroy', 'destroy', [CompletionResultType]::ParameterValue, 'Delete the server with all its databases, and the Postgres that was fetched for it')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cruddur-db;server;start' {
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--fetch-postgres', '--fetch-postgres', [CompletionResultType]::ParameterName, 'Fetch Postgres from PyPI without asking, if this machine has none')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, and do nothing')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;server;stop' {
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, and do nothing')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;server;status' {
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;server;logs' {
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'How many lines')
            [CompletionResult]::new('--lines', '--lines', [CompletionResultType]::ParameterName, 'How many lines')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Go on with what is written from now on, until Ctrl-C')
            [CompletionResult]::new('--follow', '--follow', [CompletionResultType]::ParameterName, 'Go on with what is written from now on, until Ctrl-C')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;server;url' {
            [CompletionResult]::new('--database', '--database', [CompletionResultType]::ParameterName, 'The database in the URL')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--fetch-postgres', '--fetch-postgres', [CompletionResultType]::ParameterName, 'Fetch Postgres from PyPI without asking, if this machine has none')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;server;upgrade' {
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--remove-old', '--remove-old', [CompletionResultType]::ParameterName, 'Delete the old data that was carried over before')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to the question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to the question')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, and do nothing')
            [CompletionResult]::new('--fetch-postgres', '--fetch-postgres', [CompletionResultType]::ParameterName, 'Fetch Postgres from PyPI without asking, if this machine has none')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;server;destroy' {
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to the question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to the question')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, and do nothing')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;server;help' {
            [CompletionResult]::new('start', 'start', [CompletionResultType]::ParameterValue, 'Start the server, and create it first if there is none')
            [CompletionResult]::new('stop', 'stop', [CompletionResultType]::ParameterValue, 'Stop the server; its data stays')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show whether it runs, and where everything of it is')
            [CompletionResult]::new('logs', 'logs', [CompletionResultType]::ParameterValue, 'Show the end of the server''s log')
            [CompletionResult]::new('url', 'url', [CompletionResultType]::ParameterValue, 'Print a connection URL with the password, for other programs and .env files')
            [CompletionResult]::new('upgrade', 'upgrade', [CompletionResultType]::ParameterValue, 'Carry the databases of an older Postgres over to the newest on this machine')
            [CompletionResult]::new('destroy', 'destroy', [CompletionResultType]::ParameterValue, 'Delete the server with all its databases, and the Postgres that was fetched for it')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cruddur-db;server;help;start' {
            break
        }
        'cruddur-db;server;help;stop' {
            break
        }
        'cruddur-db;server;help;status' {
            break
        }
        'cruddur-db;server;help;logs' {
            break
        }
        'cruddur-db;server;help;url' {
            break
        }
        'cruddur-db;server;help;upgrade' {
            break
        }
        'cruddur-db;server;help;destroy' {
            break
        }
        'cruddur-db;server;help;help' {
            break
        }
        'cruddur-db;sg-allow-my-ip' {
            [CompletionResult]::new('--sg-id', '--sg-id', [CompletionResultType]::ParameterName, 'The security group [default: DB_SG_ID, then that of the RDS instance]')
            [CompletionResult]::new('--instance', '--instance', [CompletionResultType]::ParameterName, 'The RDS instance whose group it is [default: the one at the host of PROD_CONNECTION_URL]')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'The port of the database [default: the instance''s, else 5432]')
            [CompletionResult]::new('--rule-id', '--rule-id', [CompletionResultType]::ParameterName, 'Change this rule instead of having one of my own [default: DB_SG_RULE_ID]')
            [CompletionResult]::new('--ip', '--ip', [CompletionResultType]::ParameterName, 'My address [default: GITPOD_IP, then what two services on the internet see]')
            [CompletionResult]::new('--description', '--description', [CompletionResultType]::ParameterName, 'What the rule says about itself [default: GITPOD with a rule id, else whose it is]')
            [CompletionResult]::new('--ttl', '--ttl', [CompletionResultType]::ParameterName, 'Mark my rule as expired after this time, as in 12h or 7d; sg-revoke --expired removes it')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'The region [default: AWS_REGION, the profile''s, or the one in the database''s host name]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile in the AWS configuration files [default: AWS_PROFILE]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--ipv6', '--ipv6', [CompletionResultType]::ParameterName, 'Look for my IPv6 address')
            [CompletionResult]::new('--via-proxy', '--via-proxy', [CompletionResultType]::ParameterName, 'Ask for my address through HTTPS_PROXY; connections to the database rarely go that way')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'See afterwards what answers at the database''s port')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, and do nothing')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;sg-list' {
            [CompletionResult]::new('--sg-id', '--sg-id', [CompletionResultType]::ParameterName, 'The security group [default: DB_SG_ID, then that of the RDS instance]')
            [CompletionResult]::new('--instance', '--instance', [CompletionResultType]::ParameterName, 'The RDS instance whose group it is [default: the one at the host of PROD_CONNECTION_URL]')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'The port of the database [default: the instance''s, else 5432]')
            [CompletionResult]::new('--ip', '--ip', [CompletionResultType]::ParameterName, 'My address [default: GITPOD_IP, then what two services on the internet see]')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'The region [default: AWS_REGION, the profile''s, or the one in the database''s host name]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile in the AWS configuration files [default: AWS_PROFILE]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--ipv6', '--ipv6', [CompletionResultType]::ParameterName, 'Look for my IPv6 address')
            [CompletionResult]::new('--via-proxy', '--via-proxy', [CompletionResultType]::ParameterName, 'Ask for my address through HTTPS_PROXY; connections to the database rarely go that way')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;sg-revoke' {
            [CompletionResult]::new('--sg-id', '--sg-id', [CompletionResultType]::ParameterName, 'The security group [default: DB_SG_ID, then that of the RDS instance]')
            [CompletionResult]::new('--instance', '--instance', [CompletionResultType]::ParameterName, 'The RDS instance whose group it is [default: the one at the host of PROD_CONNECTION_URL]')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'The port of the database [default: the instance''s, else 5432]')
            [CompletionResult]::new('--rule-id', '--rule-id', [CompletionResultType]::ParameterName, 'Remove this rule, whosever it is')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'The region [default: AWS_REGION, the profile''s, or the one in the database''s host name]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile in the AWS configuration files [default: AWS_PROFILE]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--expired', '--expired', [CompletionResultType]::ParameterName, 'Remove my rules whose --ttl is over instead, for any port')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to the question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to the question')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, and do nothing')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;sg-run' {
            [CompletionResult]::new('--sg-id', '--sg-id', [CompletionResultType]::ParameterName, 'The security group [default: DB_SG_ID, then that of the RDS instance]')
            [CompletionResult]::new('--instance', '--instance', [CompletionResultType]::ParameterName, 'The RDS instance whose group it is [default: the one at the host of PROD_CONNECTION_URL]')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'The port of the database [default: the instance''s, else 5432]')
            [CompletionResult]::new('--ip', '--ip', [CompletionResultType]::ParameterName, 'My address [default: GITPOD_IP, then what two services on the internet see]')
            [CompletionResult]::new('--ttl', '--ttl', [CompletionResultType]::ParameterName, 'When the rule counts as expired should it be left behind, say by a power cut')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'The region [default: AWS_REGION, the profile''s, or the one in the database''s host name]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile in the AWS configuration files [default: AWS_PROFILE]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--ipv6', '--ipv6', [CompletionResultType]::ParameterName, 'Look for my IPv6 address')
            [CompletionResult]::new('--via-proxy', '--via-proxy', [CompletionResultType]::ParameterName, 'Ask for my address through HTTPS_PROXY; connections to the database rarely go that way')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;rds-create' {
            [CompletionResult]::new('--db-instance-identifier', '--db-instance-identifier', [CompletionResultType]::ParameterName, 'db-instance-identifier')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'engine')
            [CompletionResult]::new('--preset', '--preset', [CompletionResultType]::ParameterName, 'Begin with the bootcamp''s shape; the other flags still count')
            [CompletionResult]::new('--class', '--class', [CompletionResultType]::ParameterName, 'Its class [default: db.t4g.micro]')
            [CompletionResult]::new('--db-instance-class', '--db-instance-class', [CompletionResultType]::ParameterName, 'Its class [default: db.t4g.micro]')
            [CompletionResult]::new('--engine-version', '--engine-version', [CompletionResultType]::ParameterName, 'The version of Postgres, best without the minor [default: 17]')
            [CompletionResult]::new('--master-username', '--master-username', [CompletionResultType]::ParameterName, 'The name of the master user [default: cruddurroot]')
            [CompletionResult]::new('--storage', '--storage', [CompletionResultType]::ParameterName, 'Its storage in GiB [default: 20]')
            [CompletionResult]::new('--allocated-storage', '--allocated-storage', [CompletionResultType]::ParameterName, 'Its storage in GiB [default: 20]')
            [CompletionResult]::new('--storage-type', '--storage-type', [CompletionResultType]::ParameterName, 'gp3, gp2, io1, io2 or standard [default: gp3]')
            [CompletionResult]::new('--availability-zone', '--availability-zone', [CompletionResultType]::ParameterName, 'The availability zone, a region and a letter [default: AWS picks one]')
            [CompletionResult]::new('--backup-retention', '--backup-retention', [CompletionResultType]::ParameterName, 'Days of backups; 0 is none [default: 7]')
            [CompletionResult]::new('--backup-retention-period', '--backup-retention-period', [CompletionResultType]::ParameterName, 'Days of backups; 0 is none [default: 7]')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'Its port [default: 5432]')
            [CompletionResult]::new('--db-name', '--db-name', [CompletionResultType]::ParameterName, 'The name of the first database [default: cruddur]')
            [CompletionResult]::new('--multi-az', '--multi-az', [CompletionResultType]::ParameterName, 'Keep a second instance in another zone, for twice the price')
            [CompletionResult]::new('--publicly-accessible', '--publicly-accessible', [CompletionResultType]::ParameterName, 'Give it a public address; its security group still decides who gets in')
            [CompletionResult]::new('--storage-encrypted', '--storage-encrypted', [CompletionResultType]::ParameterName, 'Encrypt its storage, which cannot be done later [default: true]')
            [CompletionResult]::new('--deletion-protection', '--deletion-protection', [CompletionResultType]::ParameterName, 'Refuse to be deleted until this is switched off [default: true]')
            [CompletionResult]::new('--iam-auth', '--iam-auth', [CompletionResultType]::ParameterName, 'Let IAM users log in without a password [default: true]')
            [CompletionResult]::new('--enable-iam-database-authentication', '--enable-iam-database-authentication', [CompletionResultType]::ParameterName, 'Let IAM users log in without a password [default: true]')
            [CompletionResult]::new('--copy-tags-to-snapshots', '--copy-tags-to-snapshots', [CompletionResultType]::ParameterName, 'Give its tags to its snapshots, too [default: true]')
            [CompletionResult]::new('--copy-tags-to-snapshot', '--copy-tags-to-snapshot', [CompletionResultType]::ParameterName, 'Give its tags to its snapshots, too [default: true]')
            [CompletionResult]::new('--subnet-group', '--subnet-group', [CompletionResultType]::ParameterName, 'The DB subnet group, which decides the VPC [default: the default VPC]')
            [CompletionResult]::new('--db-subnet-group-name', '--db-subnet-group-name', [CompletionResultType]::ParameterName, 'The DB subnet group, which decides the VPC [default: the default VPC]')
            [CompletionResult]::new('--parameter-group', '--parameter-group', [CompletionResultType]::ParameterName, 'The DB parameter group')
            [CompletionResult]::new('--db-parameter-group-name', '--db-parameter-group-name', [CompletionResultType]::ParameterName, 'The DB parameter group')
            [CompletionResult]::new('--ca', '--ca', [CompletionResultType]::ParameterName, 'The certificate authority, as rds-ca-rsa2048-g1 [default: AWS''s]')
            [CompletionResult]::new('--ca-certificate-identifier', '--ca-certificate-identifier', [CompletionResultType]::ParameterName, 'The certificate authority, as rds-ca-rsa2048-g1 [default: AWS''s]')
            [CompletionResult]::new('--performance-insights-retention', '--performance-insights-retention', [CompletionResultType]::ParameterName, 'Days that Performance Insights keeps: 7 is free')
            [CompletionResult]::new('--performance-insights-retention-period', '--performance-insights-retention-period', [CompletionResultType]::ParameterName, 'Days that Performance Insights keeps: 7 is free')
            [CompletionResult]::new('--performance-insights', '--performance-insights', [CompletionResultType]::ParameterName, 'Switch Performance Insights on')
            [CompletionResult]::new('--enable-performance-insights', '--enable-performance-insights', [CompletionResultType]::ParameterName, 'Switch Performance Insights on')
            [CompletionResult]::new('--extended-support', '--extended-support', [CompletionResultType]::ParameterName, 'Pay for support of a version after its time [default: false]')
            [CompletionResult]::new('--security-group', '--security-group', [CompletionResultType]::ParameterName, 'A security group; may be given again [default: the VPC''s own]')
            [CompletionResult]::new('--vpc-security-group-ids', '--vpc-security-group-ids', [CompletionResultType]::ParameterName, 'A security group; may be given again [default: the VPC''s own]')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'A tag as KEY=VALUE; may be given again')
            [CompletionResult]::new('--password-env', '--password-env', [CompletionResultType]::ParameterName, 'Take the password from the variable of this name')
            [CompletionResult]::new('--master-user-password', '--master-user-password', [CompletionResultType]::ParameterName, 'Only there to be refused with a reason')
            [CompletionResult]::new('--interval', '--interval', [CompletionResultType]::ParameterName, 'How often to look at the instance')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait at most')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'The region [default: AWS_REGION, the profile''s, or the one in the database''s host name]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile in the AWS configuration files [default: AWS_PROFILE]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--no-multi-az', '--no-multi-az', [CompletionResultType]::ParameterName, 'no-multi-az')
            [CompletionResult]::new('--no-publicly-accessible', '--no-publicly-accessible', [CompletionResultType]::ParameterName, 'no-publicly-accessible')
            [CompletionResult]::new('--no-storage-encrypted', '--no-storage-encrypted', [CompletionResultType]::ParameterName, 'no-storage-encrypted')
            [CompletionResult]::new('--no-deletion-protection', '--no-deletion-protection', [CompletionResultType]::ParameterName, 'no-deletion-protection')
            [CompletionResult]::new('--no-iam-auth', '--no-iam-auth', [CompletionResultType]::ParameterName, 'no-iam-auth')
            [CompletionResult]::new('--no-copy-tags-to-snapshots', '--no-copy-tags-to-snapshots', [CompletionResultType]::ParameterName, 'no-copy-tags-to-snapshots')
            [CompletionResult]::new('--no-performance-insights', '--no-performance-insights', [CompletionResultType]::ParameterName, 'no-performance-insights')
            [CompletionResult]::new('--manage-password', '--manage-password', [CompletionResultType]::ParameterName, 'AWS makes the password, keeps it in Secrets Manager and renews it [default]')
            [CompletionResult]::new('--manage-master-user-password', '--manage-master-user-password', [CompletionResultType]::ParameterName, 'AWS makes the password, keeps it in Secrets Manager and renews it [default]')
            [CompletionResult]::new('--password-prompt', '--password-prompt', [CompletionResultType]::ParameterName, 'Ask for the password, twice')
            [CompletionResult]::new('--password-stdin', '--password-stdin', [CompletionResultType]::ParameterName, 'Read the password from the first line of standard input')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to the question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to the question')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, and do nothing')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Do not wait until it is done')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;rds-wait' {
            [CompletionResult]::new('--for', '--for', [CompletionResultType]::ParameterName, 'What to wait for')
            [CompletionResult]::new('--interval', '--interval', [CompletionResultType]::ParameterName, 'How often to look at the instance')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait at most')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'The region [default: AWS_REGION, the profile''s, or the one in the database''s host name]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile in the AWS configuration files [default: AWS_PROFILE]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;rds-status' {
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'The region [default: AWS_REGION, the profile''s, or the one in the database''s host name]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile in the AWS configuration files [default: AWS_PROFILE]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;rds-url' {
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'The user [default: the master user]')
            [CompletionResult]::new('--database', '--database', [CompletionResultType]::ParameterName, 'The database [default: the instance''s first]')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'The region [default: AWS_REGION, the profile''s, or the one in the database''s host name]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile in the AWS configuration files [default: AWS_PROFILE]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;rds-start' {
            [CompletionResult]::new('--interval', '--interval', [CompletionResultType]::ParameterName, 'How often to look at the instance')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait at most')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'The region [default: AWS_REGION, the profile''s, or the one in the database''s host name]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile in the AWS configuration files [default: AWS_PROFILE]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, and do nothing')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Do not wait until it is done')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;rds-stop' {
            [CompletionResult]::new('--interval', '--interval', [CompletionResultType]::ParameterName, 'How often to look at the instance')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait at most')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'The region [default: AWS_REGION, the profile''s, or the one in the database''s host name]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile in the AWS configuration files [default: AWS_PROFILE]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to the question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to the question')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, and do nothing')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Do not wait until it is done')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;rds-delete' {
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'Agree by giving the instance''s name')
            [CompletionResult]::new('--interval', '--interval', [CompletionResultType]::ParameterName, 'How often to look at the instance')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait at most')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'The region [default: AWS_REGION, the profile''s, or the one in the database''s host name]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile in the AWS configuration files [default: AWS_PROFILE]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--skip-final-snapshot', '--skip-final-snapshot', [CompletionResultType]::ParameterName, 'Make no last snapshot; asks once more, or takes --yes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Agree to have no last snapshot')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Agree to have no last snapshot')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Do not wait until it is done')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;trigger-deploy' {
            [CompletionResult]::new('--function', '--function', [CompletionResultType]::ParameterName, 'The Lambda function')
            [CompletionResult]::new('--pool-id', '--pool-id', [CompletionResultType]::ParameterName, 'The Cognito user pool [default: AWS_COGNITO_USER_POOL_ID]')
            [CompletionResult]::new('--role', '--role', [CompletionResultType]::ParameterName, 'The role that the function runs as; needed for a new function')
            [CompletionResult]::new('--arch', '--arch', [CompletionResultType]::ParameterName, 'What the program was built for [default: the function''s, else x86_64]')
            [CompletionResult]::new('--subnet', '--subnet', [CompletionResultType]::ParameterName, 'A subnet of the database''s VPC; may be given several times')
            [CompletionResult]::new('--security-group', '--security-group', [CompletionResultType]::ParameterName, 'A security group of the function, with --subnet')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'The region [default: AWS_REGION, the profile''s, or the one in the database''s host name]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile in the AWS configuration files [default: AWS_PROFILE]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Leave the password out: the function signs in with IAM authentication')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to the question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to the question')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, and do nothing')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;trigger-status' {
            [CompletionResult]::new('--function', '--function', [CompletionResultType]::ParameterName, 'The Lambda function')
            [CompletionResult]::new('--pool-id', '--pool-id', [CompletionResultType]::ParameterName, 'The Cognito user pool [default: AWS_COGNITO_USER_POOL_ID]')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'The region [default: AWS_REGION, the profile''s, or the one in the database''s host name]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile in the AWS configuration files [default: AWS_PROFILE]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;config' {
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;completions' {
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;man' {
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Check the server''s certificate with the CA certificates in this file (verify-full)')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Log in with the password in this secret of AWS Secrets Manager')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--iam', '--iam', [CompletionResultType]::ParameterName, 'Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'cruddur-db;help' {
            [CompletionResult]::new('setup', 'setup', [CompletionResultType]::ParameterValue, 'Recreate the database, with its schema, migrations and seeds: all or nothing')
            [CompletionResult]::new('connect', 'connect', [CompletionResultType]::ParameterValue, 'Open psql on the database, or a console of our own where there is no psql')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create the database, if it does not exist')
            [CompletionResult]::new('drop', 'drop', [CompletionResultType]::ParameterValue, 'Drop the database, ending its sessions')
            [CompletionResult]::new('schema-load', 'schema-load', [CompletionResultType]::ParameterValue, 'Load the schema, in one transaction')
            [CompletionResult]::new('prepare', 'prepare', [CompletionResultType]::ParameterValue, 'Create and fill the database if it is missing or empty, else run its pending migrations')
            [CompletionResult]::new('migrate', 'migrate', [CompletionResultType]::ParameterValue, 'Run the migrations that are pending')
            [CompletionResult]::new('rollback', 'rollback', [CompletionResultType]::ParameterValue, 'Take migrations back, the newest first')
            [CompletionResult]::new('migration', 'migration', [CompletionResultType]::ParameterValue, 'Look after the files and the table of migrations')
            [CompletionResult]::new('seed', 'seed', [CompletionResultType]::ParameterValue, 'Load the seeds, in one transaction')
            [CompletionResult]::new('dump', 'dump', [CompletionResultType]::ParameterValue, 'Write the database as SQL that schema-load and psql load')
            [CompletionResult]::new('restore', 'restore', [CompletionResultType]::ParameterValue, 'Bring back a backup, or any dump')
            [CompletionResult]::new('env-set', 'env-set', [CompletionResultType]::ParameterValue, 'Tag the database with its environment')
            [CompletionResult]::new('sessions', 'sessions', [CompletionResultType]::ParameterValue, 'List who is connected to the database, or end what they do')
            [CompletionResult]::new('doctor', 'doctor', [CompletionResultType]::ParameterValue, 'Find out what stands between here and the database')
            [CompletionResult]::new('wait', 'wait', [CompletionResultType]::ParameterValue, 'Wait until the server answers (60 seconds, or --wait=SECONDS)')
            [CompletionResult]::new('activity', 'activity', [CompletionResultType]::ParameterValue, 'Read and write activities, as the back end does')
            [CompletionResult]::new('user', 'user', [CompletionResultType]::ParameterValue, 'Look after the users in the database')
            [CompletionResult]::new('post-confirmation', 'post-confirmation', [CompletionResultType]::ParameterValue, 'Do what the Lambda function does, for one event in a file')
            [CompletionResult]::new('server', 'server', [CompletionResultType]::ParameterValue, 'Look after the managed local Postgres server')
            [CompletionResult]::new('sg-allow-my-ip', 'sg-allow-my-ip', [CompletionResultType]::ParameterValue, 'Let my address reach the database on RDS, by a rule of its security group')
            [CompletionResult]::new('sg-list', 'sg-list', [CompletionResultType]::ParameterValue, 'List the rules that open the database''s port: whose, which address, since when')
            [CompletionResult]::new('sg-revoke', 'sg-revoke', [CompletionResultType]::ParameterValue, 'Remove my rule from the database''s security group')
            [CompletionResult]::new('sg-run', 'sg-run', [CompletionResultType]::ParameterValue, 'Let my address in, run a command, and take the rule away again')
            [CompletionResult]::new('rds-create', 'rds-create', [CompletionResultType]::ParameterValue, 'Create a Postgres instance on RDS and wait until it can be used')
            [CompletionResult]::new('rds-wait', 'rds-wait', [CompletionResultType]::ParameterValue, 'Wait until an RDS instance can be used')
            [CompletionResult]::new('rds-status', 'rds-status', [CompletionResultType]::ParameterValue, 'Show an RDS instance, and how to get in')
            [CompletionResult]::new('rds-url', 'rds-url', [CompletionResultType]::ParameterValue, 'Print the connection URL of an RDS instance, without the password')
            [CompletionResult]::new('rds-start', 'rds-start', [CompletionResultType]::ParameterValue, 'Start a stopped RDS instance and wait until it can be used')
            [CompletionResult]::new('rds-stop', 'rds-stop', [CompletionResultType]::ParameterValue, 'Stop an RDS instance, which AWS starts again after 7 days')
            [CompletionResult]::new('rds-delete', 'rds-delete', [CompletionResultType]::ParameterValue, 'Delete an RDS instance, after a last snapshot')
            [CompletionResult]::new('trigger-deploy', 'trigger-deploy', [CompletionResultType]::ParameterValue, 'Deploy the post-confirmation function, and make the user pool call it')
            [CompletionResult]::new('trigger-status', 'trigger-status', [CompletionResultType]::ParameterValue, 'Show the post-confirmation function and whether the user pool calls it')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'Show what was resolved and from where, without secrets')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the completions for a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print a manual page')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cruddur-db;help;setup' {
            break
        }
        'cruddur-db;help;connect' {
            break
        }
        'cruddur-db;help;create' {
            break
        }
        'cruddur-db;help;drop' {
            break
        }
        'cruddur-db;help;schema-load' {
            break
        }
        'cruddur-db;help;prepare' {
            break
        }
        'cruddur-db;help;migrate' {
            break
        }
        'cruddur-db;help;rollback' {
            break
        }
        'cruddur-db;help;migration' {
            [CompletionResult]::new('new', 'new', [CompletionResultType]::ParameterValue, 'Write the files of a new migration')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the migrations that are on disk')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show which migrations are applied, and which are pending')
            [CompletionResult]::new('mark', 'mark', [CompletionResultType]::ParameterValue, 'Mark migrations as applied without running them')
            [CompletionResult]::new('redo', 'redo', [CompletionResultType]::ParameterValue, 'Take the newest migration back, and run it again')
            [CompletionResult]::new('adopt', 'adopt', [CompletionResultType]::ParameterValue, 'Take over a database that another tool has migrated')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Write Cruddur''s Python migrations as SQL')
            break
        }
        'cruddur-db;help;migration;new' {
            break
        }
        'cruddur-db;help;migration;list' {
            break
        }
        'cruddur-db;help;migration;status' {
            break
        }
        'cruddur-db;help;migration;mark' {
            break
        }
        'cruddur-db;help;migration;redo' {
            break
        }
        'cruddur-db;help;migration;adopt' {
            break
        }
        'cruddur-db;help;migration;import' {
            break
        }
        'cruddur-db;help;seed' {
            break
        }
        'cruddur-db;help;dump' {
            break
        }
        'cruddur-db;help;restore' {
            break
        }
        'cruddur-db;help;env-set' {
            break
        }
        'cruddur-db;help;sessions' {
            [CompletionResult]::new('cancel', 'cancel', [CompletionResultType]::ParameterValue, 'Ask sessions to give up what they run')
            [CompletionResult]::new('kill', 'kill', [CompletionResultType]::ParameterValue, 'End sessions, with what they have not committed')
            break
        }
        'cruddur-db;help;sessions;cancel' {
            break
        }
        'cruddur-db;help;sessions;kill' {
            break
        }
        'cruddur-db;help;doctor' {
            break
        }
        'cruddur-db;help;wait' {
            break
        }
        'cruddur-db;help;activity' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Add an activity of a user, and show it')
            [CompletionResult]::new('home', 'home', [CompletionResultType]::ParameterValue, 'Show the home page: all activities, the newest first')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one activity')
            break
        }
        'cruddur-db;help;activity;create' {
            break
        }
        'cruddur-db;help;activity;home' {
            break
        }
        'cruddur-db;help;activity;show' {
            break
        }
        'cruddur-db;help;user' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the users by their handles')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a user')
            [CompletionResult]::new('sync', 'sync', [CompletionResultType]::ParameterValue, 'Give the users of the seeds the ids that Cognito has for them')
            break
        }
        'cruddur-db;help;user;list' {
            break
        }
        'cruddur-db;help;user;add' {
            break
        }
        'cruddur-db;help;user;sync' {
            break
        }
        'cruddur-db;help;post-confirmation' {
            break
        }
        'cruddur-db;help;server' {
            [CompletionResult]::new('start', 'start', [CompletionResultType]::ParameterValue, 'Start the server, and create it first if there is none')
            [CompletionResult]::new('stop', 'stop', [CompletionResultType]::ParameterValue, 'Stop the server; its data stays')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show whether it runs, and where everything of it is')
            [CompletionResult]::new('logs', 'logs', [CompletionResultType]::ParameterValue, 'Show the end of the server''s log')
            [CompletionResult]::new('url', 'url', [CompletionResultType]::ParameterValue, 'Print a connection URL with the password, for other programs and .env files')
            [CompletionResult]::new('upgrade', 'upgrade', [CompletionResultType]::ParameterValue, 'Carry the databases of an older Postgres over to the newest on this machine')
            [CompletionResult]::new('destroy', 'destroy', [CompletionResultType]::ParameterValue, 'Delete the server with all its databases, and the Postgres that was fetched for it')
            break
        }
        'cruddur-db;help;server;start' {
            break
        }
        'cruddur-db;help;server;stop' {
            break
        }
        'cruddur-db;help;server;status' {
            break
        }
        'cruddur-db;help;server;logs' {
            break
        }
        'cruddur-db;help;server;url' {
            break
        }
        'cruddur-db;help;server;upgrade' {
            break
        }
        'cruddur-db;help;server;destroy' {
            break
        }
        'cruddur-db;help;sg-allow-my-ip' {
            break
        }
        'cruddur-db;help;sg-list' {
            break
        }
        'cruddur-db;help;sg-revoke' {
            break
        }
        'cruddur-db;help;sg-run' {
            break
        }
        'cruddur-db;help;rds-create' {
            break
        }
        'cruddur-db;help;rds-wait' {
            break
        }
        'cruddur-db;help;rds-status' {
            break
        }
        'cruddur-db;help;rds-url' {
            break
        }
        'cruddur-db;help;rds-start' {
            break
        }
        'cruddur-db;help;rds-stop' {
            break
        }
        'cruddur-db;help;rds-delete' {
            break
        }
        'cruddur-db;help;trigger-deploy' {
            break
        }
        'cruddur-db;help;trigger-status' {
            break
        }
        'cruddur-db;help;config' {
            break
        }
        'cruddur-db;help;completions' {
            break
        }
        'cruddur-db;help;man' {
            break
        }
        'cruddur-db;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
