-- Gives the user of the seeds with the handle $handle the Cognito ID $id: one of them, where the seeds
-- were loaded twice.
UPDATE public.users
SET cognito_user_id = $id
WHERE users.ctid = (SELECT seeded.ctid
                    FROM public.users seeded
                    WHERE seeded.handle = $handle AND seeded.cognito_user_id::text = 'MOCK'
                    ORDER BY seeded.ctid
                    LIMIT 1)
