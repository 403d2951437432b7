-- Two people and a word from each, for a database to look alive. Loading it again adds
-- nothing for those who are there.

INSERT INTO public.users (display_name, handle, email, cognito_user_id)
VALUES
  ('Andrew Brown', 'andrewbrown', 'andrew@example.com', 'MOCK'),
  ('Andrew Bayko', 'bayko', 'bayko@example.com', 'MOCK')
ON CONFLICT (handle) DO NOTHING;

INSERT INTO public.activities (user_uuid, message, expires_at)
SELECT users.uuid, seed.message, current_timestamp + interval '10 days'
FROM (VALUES
  ('andrewbrown', 'This was imported as seed data!'),
  ('bayko', 'I am the other user of these seeds.')
) AS seed (handle, message)
JOIN public.users ON users.handle = seed.handle
LEFT JOIN public.activities
  ON activities.user_uuid = users.uuid AND activities.message = seed.message
WHERE activities.uuid IS NULL;
