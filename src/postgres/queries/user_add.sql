-- Adds a user: name $name, handle $handle, e-mail $email, Cognito ID $id.
INSERT INTO public.users (display_name, handle, email, cognito_user_id)
VALUES ($name, $handle, $email, $id)
