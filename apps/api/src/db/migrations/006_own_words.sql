-- Which sign-in said a word, when by its own clock, and from when it counts: the words of one device stay in the order they were said,
-- however long each was on its way.
alter table operation_receipts add column family_id uuid, add column said_at timestamptz, add column counts_at timestamptz;
create index operation_receipts_of_device on operation_receipts (user_id, session_id, family_id) where counts_at is not null;
