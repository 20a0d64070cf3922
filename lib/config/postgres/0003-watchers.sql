-- What people decide at the centre about an incident that a site watches: the site takes it with its next report.
create table alerting.act (
  id bigint generated always as identity primary key,
  watcher text not null,
  incident text not null references alerting.incident (id),
  event jsonb not null,
  at timestamptz not null
);
create index act_of_watcher on alerting.act (watcher, id);

-- How far a site has come with its centre: the change that the centre has, and the last act that was taken.
alter table alerting.memory add column reported bigint not null default 0;
alter table alerting.memory add column taken bigint not null default 0;
