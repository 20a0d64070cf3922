-- What gateways have called back, until alerting has taken it; and the browsers that people are pushed to.
create table notify.callback (
  id bigint generated always as identity primary key,
  channel text not null,
  received_at timestamptz not null,
  said jsonb not null
);

create table notify.push_subscription (
  -- SHA-256 of the push service's address for this browser: a browser that subscribes again replaces itself.
  id text primary key,
  person text not null,
  created_at timestamptz not null,
  browser text not null,
  body jsonb not null
);
create index push_subscription_person on notify.push_subscription (person);
