-- Cruddur's schema for a server with Citus. Loading it again replaces what is there: tables and
-- their rows.
--
-- Users are few and everybody's, so every node has them all; an activity lies with its user's
-- others. Unlike in schema.sql, the key of an activity begins with its user, and nothing holds a
-- reply to what it answers: Citus knows no key over all nodes.

-- That there is nothing to drop in a new database is not worth a notice.
SET client_min_messages = warning;

CREATE EXTENSION IF NOT EXISTS citus;

-- The back end's queries and the old seeds call uuid_generate_v4().
CREATE EXTENSION IF NOT EXISTS "uuid-ossp";

-- Tables that refer to each other are changed over one connection a node.
SET citus.multi_shard_modify_mode = 'sequential';

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

SELECT create_reference_table('public.users');

CREATE TABLE public.activities (
  uuid uuid DEFAULT uuid_generate_v4() NOT NULL,
  -- An activity of nobody was the trace of a failed insert; a user takes his activities along.
  user_uuid uuid NOT NULL REFERENCES public.users (uuid) ON DELETE CASCADE,
  message text NOT NULL,
  replies_count integer DEFAULT 0 NOT NULL,
  reposts_count integer DEFAULT 0 NOT NULL,
  likes_count integer DEFAULT 0 NOT NULL,
  reply_to_activity_uuid uuid,
  expires_at timestamptz,
  created_at timestamptz DEFAULT current_timestamp NOT NULL,
  PRIMARY KEY (user_uuid, uuid)
);

-- For the home page (newest first), and to find an activity by its id alone.
CREATE INDEX activities_created_at_idx ON public.activities (created_at DESC);
CREATE INDEX activities_uuid_idx ON public.activities (uuid);
CREATE INDEX activities_reply_to_idx ON public.activities (reply_to_activity_uuid)
  WHERE reply_to_activity_uuid IS NOT NULL;

SELECT create_distributed_table('public.activities', 'user_uuid');

-- What the later back end's own migrate and rollback remember: the id of the newest migration
-- that ran. Ours are in _sqlx_migrations; see docs/migrations.md.
CREATE TABLE IF NOT EXISTS public.schema_information (
  id integer UNIQUE,
  last_successful_run text
);

INSERT INTO public.schema_information (id, last_successful_run) VALUES (1, '0')
ON CONFLICT (id) DO NOTHING;
