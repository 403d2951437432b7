-- The activity $1 and who wrote it.
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
FROM public.activities
INNER JOIN public.users ON users.uuid = activities.user_uuid
WHERE activities.uuid = $1::uuid
