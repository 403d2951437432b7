-- Makes sure that a confirmed user is there: name $1, handle $2, e-mail $3, Cognito id $4.
-- A user of the seeds (MOCK) with that handle gets the id. Nothing is added twice, also in
-- databases whose tables do not forbid it. Says what was done; taken: the handle is another's,
-- or a parallel call was faster, which asking again tells.
WITH present AS (
  SELECT 1 FROM public.users WHERE users.cognito_user_id = $4
), adopted AS (
  UPDATE public.users
  SET cognito_user_id = $4
  WHERE users.handle = $2
    AND users.cognito_user_id = 'MOCK'
    AND NOT EXISTS (SELECT 1 FROM present)
  RETURNING 1
), added AS (
  INSERT INTO public.users (display_name, handle, email, cognito_user_id)
  SELECT $1, $2, $3, $4
  WHERE NOT EXISTS (SELECT 1 FROM present)
    AND NOT EXISTS (SELECT 1 FROM public.users WHERE users.handle = $2)
  ON CONFLICT DO NOTHING
  RETURNING 1
)
SELECT CASE
  WHEN EXISTS (SELECT 1 FROM added) THEN 'added'
  WHEN EXISTS (SELECT 1 FROM adopted) THEN 'adopted'
  WHEN EXISTS (SELECT 1 FROM present) THEN 'present'
  ELSE 'taken'
END
