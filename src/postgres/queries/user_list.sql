-- All users by their handles.
SELECT json_build_object(
    'uuid', users.uuid,
    'handle', users.handle,
    'display_name', users.display_name,
    'email', users.email,
    'cognito_user_id', users.cognito_user_id,
    'created_at', users.created_at
) AS item
FROM public.users
ORDER BY users.handle, users.created_at
