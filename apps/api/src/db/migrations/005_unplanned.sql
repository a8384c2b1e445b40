-- A lifter makes sessions of their own, outside any plan: never part of a programme, and the policy `own` keeps them among their rows.
grant insert (user_id, id, title, scheduled_on, status, plan, version) on sessions to holdfast_app;
