-- Who waits for whom on any node of Citus, by the sessions of the node that we are on: the number
-- of one that came from another node is -1.
SELECT pg_catalog.citus_pid_for_gpid(waiting_gpid)::int4 AS waiting,
       CASE WHEN pg_catalog.citus_nodeid_for_gpid(blocking_gpid) = here.id
            THEN pg_catalog.citus_pid_for_gpid(blocking_gpid)::int4 ELSE -1 END AS blocking
FROM pg_catalog.citus_lock_waits,
     (SELECT pg_catalog.citus_nodeid_for_gpid(pg_catalog.citus_backend_gpid()) AS id) here
WHERE pg_catalog.citus_nodeid_for_gpid(waiting_gpid) = here.id
