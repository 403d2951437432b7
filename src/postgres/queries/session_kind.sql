-- What kind of server this is, and whether the session may write.
select pg_is_in_recovery(), current_setting('transaction_read_only')::bool
