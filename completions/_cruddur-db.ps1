
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
        'cruddur-db;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
