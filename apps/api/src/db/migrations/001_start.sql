-- Every primary key begins with the user, so all rows of one user live on one shard and every operation touches one user.

create table users (
  id uuid primary key,
  email text not null unique check (email = lower(email)),
  name text not null,
  role text not null check (role in ('lifter', 'coach')),
  -- Null for accounts nobody signs in to with a password.
  password_hash text,
  -- Raised once by each operation that changes anything. Raising it locks the user, and sync reads changes by it.
  version bigint not null default 0,
  created_at timestamptz not null
);

-- user_id is the coach.
create table coach_lifters (
  user_id uuid not null references users (id),
  lifter_id uuid not null references users (id),
  primary key (user_id, lifter_id)
);

-- Only the SHA-256 of a token is stored. A family is one sign-in: all tokens that came from it end together.
create table refresh_tokens (
  user_id uuid not null references users (id),
  token_hash text not null,
  family_id uuid not null,
  parent_hash text,
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  exchanged_at timestamptz,
  revoked_at timestamptz,
  primary key (user_id, token_hash)
);

create table access_tokens (
  user_id uuid not null references users (id),
  token_hash text not null,
  family_id uuid not null,
  expires_at timestamptz not null,
  primary key (user_id, token_hash)
);

create table sessions (
  user_id uuid not null references users (id),
  id uuid not null,
  title text not null,
  programme jsonb,
  scheduled_on date not null,
  status text not null check (status in ('planned', 'in_progress', 'completed', 'skipped')),
  plan jsonb not null,
  plan_version int not null default 1,
  session_rpe numeric,
  notes text not null default '',
  -- The plan version the completed log was lifted against.
  log_plan_version int,
  started_at timestamptz,
  completed_at timestamptz,
  skip_reason text,
  -- Of the completion or the skip that stands: its corrected time, its time as sent, and its operation.
  logged_at timestamptz,
  logged_at_sent text,
  operation_id uuid,
  -- Finished by the server because nobody did. Such a log yields to any real one.
  auto_finalised boolean not null default false,
  version bigint not null,
  deleted_at timestamptz,
  primary key (user_id, id)
);

-- Unique: a page of sync ends between two versions, so two sessions with one version could be torn apart.
create unique index sessions_by_version on sessions (user_id, version);

create table actual_sets (
  user_id uuid not null,
  session_id uuid not null,
  id uuid not null,
  exercise_id uuid,
  planned_set_id uuid,
  set_type text check (set_type in ('warmup', 'working', 'drop', 'failure')),
  set_order int,
  -- As typed, never converted.
  weight_value numeric,
  weight_unit text check (weight_unit in ('kg', 'lb')),
  reps int,
  rpe numeric,
  completed_at timestamptz,
  logged_at timestamptz not null,
  logged_at_sent text not null,
  -- What decides between two versions: logged_at, or that of the completion that restated the set, if later.
  stands_since timestamptz not null,
  operation_id uuid not null,
  -- A set taken back stays as a tombstone, so that an older PUT that arrives late cannot bring it back.
  deleted_at timestamptz,
  primary key (user_id, session_id, id),
  foreign key (user_id, session_id) references sessions (user_id, id),
  check ((weight_value is null) = (weight_unit is null)),
  check (deleted_at is not null or (exercise_id is not null and set_type is not null and set_order is not null and completed_at is not null))
);

-- Logs that lost a conflict. Kept for ever.
create table revisions (
  user_id uuid not null,
  session_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('completion', 'skip')),
  reason text not null,
  payload jsonb not null,
  logged_at timestamptz,
  logged_at_sent text,
  operation_id uuid,
  version bigint not null,
  created_at timestamptz not null,
  primary key (user_id, session_id, id),
  foreign key (user_id, session_id) references sessions (user_id, id)
);

-- One row per operation ever answered. Kept for ever: a phone may come back after a year.
create table operation_receipts (
  user_id uuid not null references users (id),
  operation_id uuid not null,
  endpoint text not null,
  fingerprint text not null,
  session_id uuid,
  status int,
  verdict jsonb,
  received_at timestamptz not null,
  primary key (user_id, operation_id)
);
