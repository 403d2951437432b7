-- Adds an activity of the user with the handle $1, or with the Cognito ID $2 (the other is
-- NULL): the message $3, gone after $4 hours. Returns it as it is shown; without such a user no
-- row comes back.
WITH added AS (
    INSERT INTO public.activities (user_uuid, message, expires_at)
    SELECT users.uuid, $3, current_timestamp + make_interval(hours => $4)
    FROM public.users
    WHERE users.handle = $1 OR users.cognito_user_id::text = $2
    LIMIT 1
    RETURNING *
)
SELECT json_build_object(
    'uuid', activities.uuid,
    'display_name', users.display_name,
    'handle', users.handle,
    'message', activities.message,
    'replies_count', activities.replies_count,
    'reposts_count', activities.reposts_count,
    'likes_count', activities.likes_count,
    'reply_to_activity_uuid', activities.reply_to_activity_uuid,
    'expires_at', activities.expires_at,
    'created_at', activities.created_at
)::text
FROM added AS activities
INNER JOIN public.users ON users.uuid = activities.user_uuid
