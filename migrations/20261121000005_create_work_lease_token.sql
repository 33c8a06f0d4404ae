-- Lease tokens come from a sequence, not from a counter in the row: a row that was deleted and made
-- again must not hand out a token that an old, paused worker still holds.
create sequence work_lease_token;
