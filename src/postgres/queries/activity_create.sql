-- Adds an activity of the user with the handle $1, or with the Cognito id $2 (the other is
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
SELECT row_to_json(object_row)::text
FROM (
    SELECT activities.uuid,
           users.display_name,
           users.handle,
           activities.message,
           activities.replies_count,
           activities.reposts_count,
           activities.likes_count,
           activities.reply_to_activity_uuid,
           activities.expires_at,
           activities.created_at
    FROM added AS activities
    INNER JOIN public.users ON users.uuid = activities.user_uuid
) object_row
