-- Incidents, and what alerting remembers. The row is the truth of an incident: whoever changes one locks it first.
create schema alerting;

create sequence alerting.change;

create table alerting.incident (
  id text primary key,
  -- Which alerting role watches it: 'centre', or the site where it runs alone.
  watcher text not null,
  -- The watched thing under its rule.
  key text not null,
  rule text not null,
  site text not null,
  device text not null,
  severity text not null check (severity in ('information', 'warning', 'critical')),
  state text not null check (state in ('open', 'acknowledged', 'resolved')),
  opened_at timestamptz not null,
  acknowledged_at timestamptz,
  resolved_at timestamptz,
  version int not null check (version > 0),
  -- Rises with every change of any incident: what changed since is one range of it.
  change bigint not null default nextval('alerting.change'),
  body jsonb not null
);
-- One thing has one open incident, whatever is killed when.
create unique index incident_open on alerting.incident (watcher, key) where state <> 'resolved';
create index incident_opened on alerting.incident (opened_at desc, id desc);
create index incident_site on alerting.incident (site, opened_at desc);
create index incident_change on alerting.incident (change);

create table alerting.memory (
  watcher text primary key,
  saved_at timestamptz not null,
  evaluation jsonb,
  paging jsonb
);
