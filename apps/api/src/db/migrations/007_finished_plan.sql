-- A finished session takes no new plan. A set that was logged without a name takes the one the old plan gives its exercise, if
-- the new plan does not call it so any more.
create or replace function change_plan(lifter uuid, session uuid, new_plan jsonb) returns bigint
  language sql security definer set search_path = pg_catalog, pg_temp
  as $$
    with locked as (
      update public.users u set version = u.version + 1
      where u.id = lifter and exists (select from public.coach_lifters c where c.user_id = public.app_user_id() and c.lifter_id = u.id)
      returning u.id, u.version
    ),
    before as (
      select s.user_id, s.id, s.plan, locked.version from public.sessions s join locked on s.user_id = locked.id
      where s.id = session and s.deleted_at is null and s.status <> 'completed' and s.plan <> new_plan
      for update of s
    ),
    named as (
      update public.actual_sets a set exercise_name = planned->>'name'
      from before, jsonb_array_elements(before.plan) planned
      where a.user_id = before.user_id and a.session_id = before.id and a.exercise_name is null
        and a.exercise_id = (planned->>'exerciseId')::uuid
        and not exists (
          select from jsonb_array_elements(new_plan) now
          where now->>'exerciseId' = planned->>'exerciseId' and now->>'name' = planned->>'name'
        )
    )
    update public.sessions s set plan = new_plan, plan_version = s.plan_version + 1, version = before.version
    from before where s.user_id = before.user_id and s.id = before.id
    returning s.version
  $$;
