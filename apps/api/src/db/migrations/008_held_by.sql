-- The operation of the last completion that stood and holds the set, and the latest moment the set has in any completion. Where another
-- completion stands, what those said of the set went with them.
alter table actual_sets add column held_by uuid, add column held_since timestamptz;
-- Until now a completion that stands said all its sets anew, at its own moment.
update actual_sets a set held_by = s.operation_id, held_since = a.stands_since from sessions s
where s.user_id = a.user_id and s.id = a.session_id and s.status = 'completed' and s.operation_id = a.operation_id and a.deleted_at is null;
