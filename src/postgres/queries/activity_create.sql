-- Adds an activity of the user with the handle $1, or with the Cognito id $2 (the other is
-- NULL): the message $3, gone after $4 hours. Without such a user no row comes back.
INSERT INTO public.activities (user_uuid, message, expires_at)
SELECT users.uuid, $3, current_timestamp + make_interval(hours => $4)
FROM public.users
WHERE users.handle = $1 OR users.cognito_user_id = $2
LIMIT 1
RETURNING uuid::text
