-- this file was manually created
INSERT INTO public.users (display_name, email, handle, cognito_user_id)
VALUES
  ('Ada', 'ada@example.com', 'ada', 'MOCK'),
  ('Grace', 'grace@example.com', 'grace', 'MOCK');

INSERT INTO public.activities (user_uuid, message, expires_at)
VALUES
  (
    (SELECT uuid FROM public.users WHERE users.handle = 'ada' LIMIT 1),
    'This was imported as seed data!',
    current_timestamp + interval '10 day'
  ),
  (
    (SELECT uuid FROM public.users WHERE users.handle = 'grace' LIMIT 1),
    'I am the other!',
    current_timestamp + interval '10 day'
  );
