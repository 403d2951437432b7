-- Adds a user: name $1, handle $2, e-mail $3, Cognito id $4. No row comes back when the handle
-- or the id is taken, also in databases whose tables do not forbid it.
INSERT INTO public.users (display_name, handle, email, cognito_user_id)
SELECT $1, $2, $3, $4
WHERE NOT EXISTS (
  SELECT 1 FROM public.users
  WHERE users.handle = $2 OR (users.cognito_user_id = $4 AND $4 <> 'MOCK')
)
ON CONFLICT DO NOTHING
RETURNING uuid, handle, display_name, email, cognito_user_id, created_at
