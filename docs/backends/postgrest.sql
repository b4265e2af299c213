-- Events on PostgreSQL 13 or newer, behind PostgREST or on Supabase. Run it once, as the owner of the schema that is exposed
-- (`public`), for instance in Supabase's SQL editor. Running it again changes nothing.
--
-- Members sign in with a token whose `sub` names them, and then act as the role `authenticated`, which Supabase has.

create table if not exists events (
  account text not null default (current_setting('request.jwt.claims', true)::json ->> 'sub'),
  id uuid not null,
  -- The event as a JSON text: `jsonb`, and the way from a request into a `json` column, refuse texts that JSON admits.
  event text not null check (octet_length(event) <= 65536 and event::json is not null),
  xid xid8 not null default pg_current_xact_id(),
  seq bigint not null generated always as identity,
  primary key (account, id)
);

create index if not exists events_order on events (account, xid, seq);

-- Members see and add what is their own. Nobody changes or deletes anything.
alter table events enable row level security;
drop policy if exists "members read their own" on events;
create policy "members read their own" on events for select to authenticated
  using (account = (current_setting('request.jwt.claims', true)::json ->> 'sub'));
drop policy if exists "members add their own" on events;
create policy "members add their own" on events for insert to authenticated
  with check (account = (current_setting('request.jwt.claims', true)::json ->> 'sub'));
revoke all on events from public;
grant select on events to authenticated;
-- The number of the transaction and of the row are the database's, not the member's.
grant insert (account, id, event) on events to authenticated;

-- The events after a cursor, `{"page": [...], "cursor": "...", "done": true, "held": false}`.
--
-- Transactions end in another order than they begin in. Reading on from the last number would overlook those that began
-- before it and ended after it, so only rows below the oldest running transaction are shown: whatever is there is final.
-- `held` says that there are rows above it, which are shown as soon as that transaction ends.
-- They are shown in the order of transactions, because a sequence gives its numbers in no particular order of those.
create or replace function events_since(after text default null, lim integer default 500) returns json
language plpgsql stable security invoker set search_path from current as $$
declare
  from_xid xid8 := '0';
  from_seq bigint := -1;
  below xid8 := pg_snapshot_xmin(pg_current_snapshot());
  answer json;
begin
  if after is not null then
    if after !~ '^[0-9]{1,19}\.[0-9]{1,18}$' then
      raise sqlstate 'PT410' using message = 'cursor-lost';
    end if;
    from_xid := split_part(after, '.', 1)::xid8;
    from_seq := split_part(after, '.', 2)::bigint;
    -- A cursor from the future is one of a database that was replaced by an older copy.
    if from_xid > below then
      raise sqlstate 'PT410' using message = 'cursor-lost';
    end if;
  end if;
  with page as (
    select e.event, e.xid, e.seq from events e
    where e.account = (current_setting('request.jwt.claims', true)::json ->> 'sub')
      and (e.xid > from_xid or (e.xid = from_xid and e.seq > from_seq)) and e.xid < below
    order by e.xid, e.seq limit greatest(1, least(lim, 1000))
  )
  select json_build_object(
    'page', coalesce(json_agg(p.event::json order by p.xid, p.seq), '[]'),
    'cursor', coalesce((select l.xid::text || '.' || l.seq from page l order by l.xid desc, l.seq desc limit 1), after, '0.0'),
    'done', count(*) < greatest(1, least(lim, 1000)),
    'held', exists (
      select from events e
      where e.account = (current_setting('request.jwt.claims', true)::json ->> 'sub') and e.xid >= below
    )
  ) into answer from page p;
  return answer;
end $$;

revoke execute on function events_since from public;
grant execute on function events_since to authenticated;
