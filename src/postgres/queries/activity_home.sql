-- The home page: activities and who wrote them, the newest first, at most $1 (NULL: all).
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
FROM public.activities
LEFT JOIN public.users ON users.uuid = activities.user_uuid
ORDER BY activities.created_at DESC, activities.uuid
LIMIT $1
