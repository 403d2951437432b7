-- Adds a user: name $1, handle $2, e-mail $3, Cognito id $4.
INSERT INTO public.users (display_name, handle, email, cognito_user_id)
VALUES ($1, $2, $3, $4)
