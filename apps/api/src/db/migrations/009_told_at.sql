-- When the operation was logged that told the version that stands, where that is later than the version itself: a completion is later than the
-- sets it holds. Of two versions logged at the same moment the one told later counts.
alter table actual_sets add column told_at timestamptz;
update actual_sets a set told_at = greatest(a.stands_since, s.logged_at) from sessions s
where s.user_id = a.user_id and s.id = a.session_id and s.operation_id = a.operation_id and a.deleted_at is null;
