-- The home page: activities and who wrote them, the newest first, at most $1 (NULL: all).
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
) AS item
FROM public.activities
LEFT JOIN public.users ON users.uuid = activities.user_uuid
ORDER BY activities.created_at DESC, activities.uuid
LIMIT $1
