-- All users by their handles.
SELECT users.uuid,
       users.handle,
       users.display_name,
       users.email,
       users.cognito_user_id,
       users.created_at
FROM public.users
ORDER BY users.handle, users.created_at
