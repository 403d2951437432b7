-- Gives the users with the handles $1 the Cognito IDs $2, in their order. Only the placeholder
-- of the seeds is replaced, by an id that no user has. Returns how many users that were.
WITH changed AS (
  UPDATE public.users
  SET cognito_user_id = pairs.cognito_user_id
  FROM unnest($1::text[], $2::text[]) AS pairs (handle, cognito_user_id)
  WHERE users.handle = pairs.handle AND users.cognito_user_id::text = 'MOCK'
    AND NOT EXISTS (SELECT 1 FROM public.users other
                    WHERE other.cognito_user_id::text = pairs.cognito_user_id)
  RETURNING 1
)
SELECT count(*) FROM changed
