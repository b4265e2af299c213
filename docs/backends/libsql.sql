-- The table of events in a libSQL (SQLite) database of one member.
--
-- SQLite lets one writer in at a time, so `seq` grows in the order in which events become visible: reading on from the last
-- `seq` overlooks nothing. AUTOINCREMENT keeps a number from being given twice.

create table if not exists events (
  seq integer primary key autoincrement,
  id text not null unique,
  event text not null
) strict;
