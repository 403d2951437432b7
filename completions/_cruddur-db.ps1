
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
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--no-dotenv', '--no-dotenv', [CompletionResultType]::ParameterName, 'Read no .env file')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print the result and errors only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('setup', 'setup', [CompletionResultType]::ParameterValue, 'Drop, create, load the schema and the seeds, on one database')
            [CompletionResult]::new('connect', 'connect', [CompletionResultType]::ParameterValue, 'Open psql on the database')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create the database, if it does not exist')
            [CompletionResult]::new('drop', 'drop', [CompletionResultType]::ParameterValue, 'Drop the database, ending its sessions')
            [CompletionResult]::new('schema-load', 'schema-load', [CompletionResultType]::ParameterValue, 'Load the schema, in one transaction')
            [CompletionResult]::new('seed', 'seed', [CompletionResultType]::ParameterValue, 'Load the seeds, in one transaction')
            [CompletionResult]::new('dump', 'dump', [CompletionResultType]::ParameterValue, 'Write the database as SQL that schema-load and psql load')
            [CompletionResult]::new('sessions', 'sessions', [CompletionResultType]::ParameterValue, 'List who is connected to the database')
            [CompletionResult]::new('wait', 'wait', [CompletionResultType]::ParameterValue, 'Wait until the server answers (60 seconds, or --wait=SECONDS)')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the completions for a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print a manual page')
            [CompletionResult]::new('server', 'server', [CompletionResultType]::ParameterValue, 'Look after the managed local Postgres server')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'Show what was resolved and from where, without secrets')
            [CompletionResult]::new('rds-create', 'rds-create', [CompletionResultType]::ParameterValue, 'Create a Postgres instance on RDS and wait until it can be used')
            [CompletionResult]::new('rds-wait', 'rds-wait', [CompletionResultType]::ParameterValue, 'Wait until an RDS instance can be used')
            [CompletionResult]::new('rds-status', 'rds-status', [CompletionResultType]::ParameterValue, 'Show an RDS instance, and how to get in')
            [CompletionResult]::new('rds-start', 'rds-start', [CompletionResultType]::ParameterValue, 'Start a stopped RDS instance and wait until it can be used')
            [CompletionResult]::new('rds-stop', 'rds-stop', [CompletionResultType]::ParameterValue, 'Stop an RDS instance, which AWS starts again after 7 days')
            [CompletionResult]::new('rds-delete', 'rds-delete', [CompletionResultType]::ParameterValue, 'Delete an RDS instance, after a last snapshot')
            [CompletionResult]::new('rds-url', 'rds-url', [CompletionResultType]::ParameterValue, 'Print the connection URL of an RDS instance, without the password')
            [CompletionResult]::new('sg-allow-my-ip', 'sg-allow-my-ip', [CompletionResultType]::ParameterValue, 'Let my address reach the database on RDS, by a rule of its security group')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cruddur-db;setup' {
            [CompletionResult]::new('--maintenance-db', '--maintenance-db', [CompletionResultType]::ParameterName, 'The database to work from [default: postgres, then template1]')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'Agree to lose this database (protected and remote ones need its name)')
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Keep trying this long until the server answers [default: 60 seconds when given without]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--keep', '--keep', [CompletionResultType]::ParameterName, 'Drop nothing, and fail if the database has tables')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, and do nothing')
            [CompletionResult]::new('--fetch-postgres', '--fetch-postgres', [CompletionResultType]::ParameterName, 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]')
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
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Keep trying this long until the server answers [default: 60 seconds when given without]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--fetch-postgres', '--fetch-postgres', [CompletionResultType]::ParameterName, 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]')
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
            [CompletionResult]::new('--locale', '--locale', [CompletionResultType]::ParameterName, 'The collation and character classes, such as C or en_US.UTF-8')
            [CompletionResult]::new('--maintenance-db', '--maintenance-db', [CompletionResultType]::ParameterName, 'The database to work from [default: postgres, then template1]')
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Keep trying this long until the server answers [default: 60 seconds when given without]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, and do nothing')
            [CompletionResult]::new('--fetch-postgres', '--fetch-postgres', [CompletionResultType]::ParameterName, 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]')
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
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'Agree to lose this database (protected and remote ones need its name)')
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Keep trying this long until the server answers [default: 60 seconds when given without]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, and do nothing')
            [CompletionResult]::new('--fetch-postgres', '--fetch-postgres', [CompletionResultType]::ParameterName, 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]')
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
            [CompletionResult]::new('--set', '--set', [CompletionResultType]::ParameterName, 'Set a psql variable for the files')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'Agree to lose this database (protected and remote ones need its name)')
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Keep trying this long until the server answers [default: 60 seconds when given without]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Run everything and roll it back: reports what would fail')
            [CompletionResult]::new('--no-owner', '--no-owner', [CompletionResultType]::ParameterName, 'Skip statements that set owners')
            [CompletionResult]::new('--no-acl', '--no-acl', [CompletionResultType]::ParameterName, 'Skip statements that grant and revoke')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, and do nothing')
            [CompletionResult]::new('--fetch-postgres', '--fetch-postgres', [CompletionResultType]::ParameterName, 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]')
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
        'cruddur-db;seed' {
            [CompletionResult]::new('--set', '--set', [CompletionResultType]::ParameterName, 'Set a psql variable for the files')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'Agree to lose this database (protected and remote ones need its name)')
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Keep trying this long until the server answers [default: 60 seconds when given without]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Run everything and roll it back: reports what would fail')
            [CompletionResult]::new('--no-owner', '--no-owner', [CompletionResultType]::ParameterName, 'Skip statements that set owners')
            [CompletionResult]::new('--no-acl', '--no-acl', [CompletionResultType]::ParameterName, 'Skip statements that grant and revoke')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, and do nothing')
            [CompletionResult]::new('--fetch-postgres', '--fetch-postgres', [CompletionResultType]::ParameterName, 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]')
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
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--schema-only', '--schema-only', [CompletionResultType]::ParameterName, 'No rows')
            [CompletionResult]::new('--data-only', '--data-only', [CompletionResultType]::ParameterName, 'Rows only')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Replace the file if it exists')
            [CompletionResult]::new('--fetch-postgres', '--fetch-postgres', [CompletionResultType]::ParameterName, 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]')
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
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Keep trying this long until the server answers [default: 60 seconds when given without]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'The sessions of every database of the server')
            [CompletionResult]::new('--fetch-postgres', '--fetch-postgres', [CompletionResultType]::ParameterName, 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]')
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
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--fetch-postgres', '--fetch-postgres', [CompletionResultType]::ParameterName, 'Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]')
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
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
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
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
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
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
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
            [CompletionResult]::new('destroy', 'destroy', [CompletionResultType]::ParameterValue, 'Delete the server with all its databases, and the Postgres that was fetched for it')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cruddur-db;server;start' {
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--fetch-postgres', '--fetch-postgres', [CompletionResultType]::ParameterName, 'Fetch Postgres from PyPI without asking, if this machine has none')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done')
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
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done')
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
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
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
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Go on with what is written from now on, until Ctrl-C')
            [CompletionResult]::new('--follow', '--follow', [CompletionResultType]::ParameterName, 'Go on with what is written from now on, until Ctrl-C')
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
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--fetch-postgres', '--fetch-postgres', [CompletionResultType]::ParameterName, 'Fetch Postgres from PyPI without asking, if this machine has none')
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
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be deleted')
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
        'cruddur-db;server;help;destroy' {
            break
        }
        'cruddur-db;server;help;help' {
            break
        }
        'cruddur-db;config' {
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
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
            [CompletionResult]::new('--performance-insights-retention', '--performance-insights-retention', [CompletionResultType]::ParameterName, 'Days that Performance Insights keeps: 7 is free')
            [CompletionResult]::new('--performance-insights-retention-period', '--performance-insights-retention-period', [CompletionResultType]::ParameterName, 'Days that Performance Insights keeps: 7 is free')
            [CompletionResult]::new('--multi-az', '--multi-az', [CompletionResultType]::ParameterName, 'Keep a second instance in another zone, for twice the price')
            [CompletionResult]::new('--publicly-accessible', '--publicly-accessible', [CompletionResultType]::ParameterName, 'Give it a public address; its security group still decides who gets in')
            [CompletionResult]::new('--storage-encrypted', '--storage-encrypted', [CompletionResultType]::ParameterName, 'Encrypt its storage, which cannot be done later [default: true]')
            [CompletionResult]::new('--performance-insights', '--performance-insights', [CompletionResultType]::ParameterName, 'Switch Performance Insights on')
            [CompletionResult]::new('--enable-performance-insights', '--enable-performance-insights', [CompletionResultType]::ParameterName, 'Switch Performance Insights on')
            [CompletionResult]::new('--deletion-protection', '--deletion-protection', [CompletionResultType]::ParameterName, 'Refuse to be deleted until this is switched off [default: true]')
            [CompletionResult]::new('--iam-auth', '--iam-auth', [CompletionResultType]::ParameterName, 'Let IAM users log in without a password [default: true]')
            [CompletionResult]::new('--enable-iam-database-authentication', '--enable-iam-database-authentication', [CompletionResultType]::ParameterName, 'Let IAM users log in without a password [default: true]')
            [CompletionResult]::new('--extended-support', '--extended-support', [CompletionResultType]::ParameterName, 'Pay for support of a version after its time [default: false]')
            [CompletionResult]::new('--subnet-group', '--subnet-group', [CompletionResultType]::ParameterName, 'The DB subnet group, which decides the VPC [default: the default VPC]')
            [CompletionResult]::new('--db-subnet-group-name', '--db-subnet-group-name', [CompletionResultType]::ParameterName, 'The DB subnet group, which decides the VPC [default: the default VPC]')
            [CompletionResult]::new('--security-group', '--security-group', [CompletionResultType]::ParameterName, 'A security group; may be given again [default: the VPC''s own]')
            [CompletionResult]::new('--vpc-security-group-ids', '--vpc-security-group-ids', [CompletionResultType]::ParameterName, 'A security group; may be given again [default: the VPC''s own]')
            [CompletionResult]::new('--parameter-group', '--parameter-group', [CompletionResultType]::ParameterName, 'The DB parameter group')
            [CompletionResult]::new('--db-parameter-group-name', '--db-parameter-group-name', [CompletionResultType]::ParameterName, 'The DB parameter group')
            [CompletionResult]::new('--ca', '--ca', [CompletionResultType]::ParameterName, 'The certificate authority, as rds-ca-rsa2048-g1 [default: AWS''s]')
            [CompletionResult]::new('--ca-certificate-identifier', '--ca-certificate-identifier', [CompletionResultType]::ParameterName, 'The certificate authority, as rds-ca-rsa2048-g1 [default: AWS''s]')
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
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--no-multi-az', '--no-multi-az', [CompletionResultType]::ParameterName, 'no-multi-az')
            [CompletionResult]::new('--no-publicly-accessible', '--no-publicly-accessible', [CompletionResultType]::ParameterName, 'no-publicly-accessible')
            [CompletionResult]::new('--no-storage-encrypted', '--no-storage-encrypted', [CompletionResultType]::ParameterName, 'no-storage-encrypted')
            [CompletionResult]::new('--no-performance-insights', '--no-performance-insights', [CompletionResultType]::ParameterName, 'no-performance-insights')
            [CompletionResult]::new('--no-deletion-protection', '--no-deletion-protection', [CompletionResultType]::ParameterName, 'no-deletion-protection')
            [CompletionResult]::new('--no-iam-auth', '--no-iam-auth', [CompletionResultType]::ParameterName, 'no-iam-auth')
            [CompletionResult]::new('--manage-password', '--manage-password', [CompletionResultType]::ParameterName, 'AWS makes the password, keeps it in Secrets Manager and renews it [default]')
            [CompletionResult]::new('--manage-master-user-password', '--manage-master-user-password', [CompletionResultType]::ParameterName, 'AWS makes the password, keeps it in Secrets Manager and renews it [default]')
            [CompletionResult]::new('--password-prompt', '--password-prompt', [CompletionResultType]::ParameterName, 'Ask for the password, twice')
            [CompletionResult]::new('--password-stdin', '--password-stdin', [CompletionResultType]::ParameterName, 'Read the password from the first line of standard input')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to the question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to the question')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be made')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Do not wait until it is done')
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
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
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
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
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
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Do not wait until it is done')
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
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to the question')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to the question')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Do not wait until it is done')
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
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--skip-final-snapshot', '--skip-final-snapshot', [CompletionResultType]::ParameterName, 'Make no last snapshot; asks once more, or takes --yes')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Agree to have no last snapshot')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Agree to have no last snapshot')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Do not wait until it is done')
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
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
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
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How results and errors are written')
            [CompletionResult]::new('--ipv6', '--ipv6', [CompletionResultType]::ParameterName, 'Look for my IPv6 address')
            [CompletionResult]::new('--via-proxy', '--via-proxy', [CompletionResultType]::ParameterName, 'Ask for my address through HTTPS_PROXY; connections to the database rarely go that way')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'See afterwards what answers at the database''s port')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done')
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
            [CompletionResult]::new('setup', 'setup', [CompletionResultType]::ParameterValue, 'Drop, create, load the schema and the seeds, on one database')
            [CompletionResult]::new('connect', 'connect', [CompletionResultType]::ParameterValue, 'Open psql on the database')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create the database, if it does not exist')
            [CompletionResult]::new('drop', 'drop', [CompletionResultType]::ParameterValue, 'Drop the database, ending its sessions')
            [CompletionResult]::new('schema-load', 'schema-load', [CompletionResultType]::ParameterValue, 'Load the schema, in one transaction')
            [CompletionResult]::new('seed', 'seed', [CompletionResultType]::ParameterValue, 'Load the seeds, in one transaction')
            [CompletionResult]::new('dump', 'dump', [CompletionResultType]::ParameterValue, 'Write the database as SQL that schema-load and psql load')
            [CompletionResult]::new('sessions', 'sessions', [CompletionResultType]::ParameterValue, 'List who is connected to the database')
            [CompletionResult]::new('wait', 'wait', [CompletionResultType]::ParameterValue, 'Wait until the server answers (60 seconds, or --wait=SECONDS)')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the completions for a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print a manual page')
            [CompletionResult]::new('server', 'server', [CompletionResultType]::ParameterValue, 'Look after the managed local Postgres server')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'Show what was resolved and from where, without secrets')
            [CompletionResult]::new('rds-create', 'rds-create', [CompletionResultType]::ParameterValue, 'Create a Postgres instance on RDS and wait until it can be used')
            [CompletionResult]::new('rds-wait', 'rds-wait', [CompletionResultType]::ParameterValue, 'Wait until an RDS instance can be used')
            [CompletionResult]::new('rds-status', 'rds-status', [CompletionResultType]::ParameterValue, 'Show an RDS instance, and how to get in')
            [CompletionResult]::new('rds-start', 'rds-start', [CompletionResultType]::ParameterValue, 'Start a stopped RDS instance and wait until it can be used')
            [CompletionResult]::new('rds-stop', 'rds-stop', [CompletionResultType]::ParameterValue, 'Stop an RDS instance, which AWS starts again after 7 days')
            [CompletionResult]::new('rds-delete', 'rds-delete', [CompletionResultType]::ParameterValue, 'Delete an RDS instance, after a last snapshot')
            [CompletionResult]::new('rds-url', 'rds-url', [CompletionResultType]::ParameterValue, 'Print the connection URL of an RDS instance, without the password')
            [CompletionResult]::new('sg-allow-my-ip', 'sg-allow-my-ip', [CompletionResultType]::ParameterValue, 'Let my address reach the database on RDS, by a rule of its security group')
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
        'cruddur-db;help;seed' {
            break
        }
        'cruddur-db;help;dump' {
            break
        }
        'cruddur-db;help;sessions' {
            break
        }
        'cruddur-db;help;wait' {
            break
        }
        'cruddur-db;help;completions' {
            break
        }
        'cruddur-db;help;man' {
            break
        }
        'cruddur-db;help;server' {
            [CompletionResult]::new('start', 'start', [CompletionResultType]::ParameterValue, 'Start the server, and create it first if there is none')
            [CompletionResult]::new('stop', 'stop', [CompletionResultType]::ParameterValue, 'Stop the server; its data stays')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show whether it runs, and where everything of it is')
            [CompletionResult]::new('logs', 'logs', [CompletionResultType]::ParameterValue, 'Show the end of the server''s log')
            [CompletionResult]::new('url', 'url', [CompletionResultType]::ParameterValue, 'Print a connection URL with the password, for other programs and .env files')
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
        'cruddur-db;help;server;destroy' {
            break
        }
        'cruddur-db;help;config' {
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
        'cruddur-db;help;rds-start' {
            break
        }
        'cruddur-db;help;rds-stop' {
            break
        }
        'cruddur-db;help;rds-delete' {
            break
        }
        'cruddur-db;help;rds-url' {
            break
        }
        'cruddur-db;help;sg-allow-my-ip' {
            break
        }
        'cruddur-db;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
