-- Cruddur's schema. Loading it again replaces what is there: tables and their rows.
--
-- It needs nothing but SQL, so that psql loads it as well: psql "$CONNECTION_URL" -f schema/schema.sql

-- That there is nothing to drop in a new database is not worth a notice.
SET client_min_messages = warning;

-- The back end's queries and the old seeds call uuid_generate_v4().
CREATE EXTENSION IF NOT EXISTS "uuid-ossp";

-- activities refers to users, so it goes first.
DROP TABLE IF EXISTS public.activities;
DROP TABLE IF EXISTS public.users;

CREATE TABLE public.users (
  uuid uuid DEFAULT uuid_generate_v4() PRIMARY KEY,
  display_name text NOT NULL,
  -- Profiles and new activities are found by it, so two users cannot share one.
  handle text NOT NULL UNIQUE,
  email text NOT NULL,
  -- What the user says about themselves on the profile page.
  bio text,
  -- Two confirmations of the same sign-up must not make two users. Not unique for MOCK, the
  -- placeholder that seeds carry until their users are synchronised with Cognito.
  cognito_user_id text NOT NULL,
  created_at timestamptz DEFAULT current_timestamp NOT NULL
);

CREATE UNIQUE INDEX users_cognito_user_id_key ON public.users (cognito_user_id)
  WHERE cognito_user_id <> 'MOCK';

CREATE TABLE public.activities (
  uuid uuid DEFAULT uuid_generate_v4() PRIMARY KEY,
  -- An activity of nobody was the trace of a failed insert; a user takes his activities along.
  user_uuid uuid NOT NULL REFERENCES public.users (uuid) ON DELETE CASCADE,
  message text NOT NULL,
  replies_count integer DEFAULT 0 NOT NULL,
  reposts_count integer DEFAULT 0 NOT NULL,
  likes_count integer DEFAULT 0 NOT NULL,
  -- A uuid like what it refers to; it was an integer once. A reply outlives what it answers.
  reply_to_activity_uuid uuid REFERENCES public.activities (uuid) ON DELETE SET NULL,
  expires_at timestamptz,
  created_at timestamptz DEFAULT current_timestamp NOT NULL
);

-- For the home page (newest first) and for the foreign keys.
CREATE INDEX activities_created_at_idx ON public.activities (created_at DESC);
CREATE INDEX activities_user_uuid_idx ON public.activities (user_uuid);
CREATE INDEX activities_reply_to_idx ON public.activities (reply_to_activity_uuid)
  WHERE reply_to_activity_uuid IS NOT NULL;

-- What the later back end's own migrate and rollback remember: the id of the newest migration
-- that ran. Ours are in _sqlx_migrations; see docs/migrations.md.
CREATE TABLE IF NOT EXISTS public.schema_information (
  id integer UNIQUE,
  last_successful_run text
);

INSERT INTO public.schema_information (id, last_successful_run) VALUES (1, '0')
ON CONFLICT (id) DO NOTHING;
