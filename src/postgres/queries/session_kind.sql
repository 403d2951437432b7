-- What kind of server this is, and whether the session may write.
select left(pg_is_in_recovery()::text, 1)
    || left(current_setting('transaction_read_only')::bool::text, 1)
