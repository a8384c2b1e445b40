-- Requests run as holdfast_app, a role without login that the server makes before it migrates (src/db/appRole.ts), with the
-- user in app.user_id. It owns nothing and is granted only what requests do, so a wrong WHERE finds no row of anybody else.
-- The owner is not bound (no FORCE): it migrates, seeds and does the server's upkeep over all users. No request runs as it.

create function app_user_id() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.user_id', true), '')::uuid $$;

-- Kept out of the policies' own text: PostgreSQL does not put it into each plan, and asks it only of rows that are not one's own
-- (policies are tried by name, so "own" comes first). Bound by the policy of coach_lifters like everything else.
create function coaches(lifter uuid) returns boolean language sql stable
  as $$ select exists (select from public.coach_lifters c where c.user_id = public.app_user_id() and c.lifter_id = lifter) $$;

alter table users enable row level security;
alter table coach_lifters enable row level security;
alter table refresh_tokens enable row level security;
alter table access_tokens enable row level security;
alter table sessions enable row level security;
alter table actual_sets enable row level security;
alter table revisions enable row level security;
alter table operation_receipts enable row level security;

create policy own on users to holdfast_app using (id = app_user_id());
create policy own on coach_lifters to holdfast_app using (user_id = app_user_id());
create policy own on refresh_tokens to holdfast_app using (user_id = app_user_id());
create policy own on access_tokens to holdfast_app using (user_id = app_user_id());
create policy own on sessions to holdfast_app using (user_id = app_user_id());
create policy own on actual_sets to holdfast_app using (user_id = app_user_id());
create policy own on revisions to holdfast_app using (user_id = app_user_id());
create policy own on operation_receipts to holdfast_app using (user_id = app_user_id());

-- Nobody makes themselves a coach.
create policy registers_as_lifter on users as restrictive for insert to holdfast_app with check (role = 'lifter');

-- A coach reads the sessions of their lifters.
create policy seen_by_coach on sessions for select to holdfast_app using (coaches(user_id));
create policy seen_by_coach on actual_sets for select to holdfast_app using (coaches(user_id));
create policy seen_by_coach on revisions for select to holdfast_app using (coaches(user_id));

-- A user's role, email and password are not among what a request changes. Who coaches whom is decided by the owner.
grant select, insert, update (version) on users to holdfast_app;
grant select on coach_lifters to holdfast_app;
grant select, insert, update, delete on refresh_tokens to holdfast_app;
grant select, insert, delete on access_tokens to holdfast_app;
grant select, update on sessions to holdfast_app;
grant select, insert, update on actual_sets to holdfast_app;
grant select, insert on revisions to holdfast_app;
grant select, insert, update on operation_receipts to holdfast_app;

-- Two steps need more than one's own rows. Each is a function of the owner that does this one thing.

-- Before a login is known: whose email is it? Only the id; what to check the password against is then read as that user.
create function account_id_of(wanted_email text) returns uuid language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select id from public.users where email = wanted_email $$;

-- A coach changes the plan of a lifter of theirs, and nothing else of the row. Gives the lifter's new version; null when nothing
-- changed. The user's row is locked first, as by every operation.
create function change_plan(lifter uuid, session uuid, new_plan jsonb) returns bigint
  language sql security definer set search_path = pg_catalog, pg_temp
  as $$
    with locked as (
      update public.users u set version = u.version + 1
      where u.id = lifter and exists (select from public.coach_lifters c where c.user_id = public.app_user_id() and c.lifter_id = u.id)
      returning u.id, u.version
    )
    update public.sessions s set plan = new_plan, plan_version = s.plan_version + 1, version = locked.version
    from locked where s.user_id = locked.id and s.id = session and s.deleted_at is null and s.plan <> new_plan
    returning s.version
  $$;

revoke execute on function account_id_of(text), change_plan(uuid, uuid, jsonb) from public;
grant execute on function account_id_of(text), change_plan(uuid, uuid, jsonb) to holdfast_app;
