-- The server looks through the sessions in progress of everybody, for those nobody finished.
create index sessions_in_progress on sessions (user_id, id) where status = 'in_progress';
