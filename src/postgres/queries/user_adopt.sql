-- Gives the user of the seeds with the handle $1 the Cognito id $2: one of them, where the seeds
-- were loaded twice.
UPDATE public.users
SET cognito_user_id = $2
WHERE users.ctid = (SELECT seeded.ctid
                    FROM public.users seeded
                    WHERE seeded.handle = $1 AND seeded.cognito_user_id::text = 'MOCK'
                    ORDER BY seeded.ctid
                    LIMIT 1)
