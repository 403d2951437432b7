-- Whether row security, which applies to this role, shows it all rows of the table, whose name the
-- parameter is: a policy lets everything through, and none restricts that.
SELECT to_json(
    coalesce(bool_or(p.polpermissive AND pg_get_expr(p.polqual, p.polrelid) = 'true'), false)
    AND coalesce(bool_and(p.polpermissive), false))
FROM pg_policy p
WHERE p.polrelid = $name::regclass AND p.polcmd IN ('r', '*') AND (
    0 = ANY (p.polroles)
    OR EXISTS (SELECT FROM unnest(p.polroles) AS r (oid) WHERE oid <> 0 AND pg_has_role(oid, 'USAGE')))
