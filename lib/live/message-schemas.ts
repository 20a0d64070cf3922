/**
 * The door of the live bus: one schema a topic, so that a listener only ever sees what fits its type. The bus
 * is a network service like any other; a message on it is not believed because of where it came from.
 */
import { z } from 'zod';
import { incidentStandings } from '../readings/incident-picture.ts';
import type { LiveTopic, LiveTopics } from './messages.ts';

const instant = z.number();
const state = z.enum(['good', 'warning', 'critical', 'unknown']);
const key = { site: z.string(), device: z.string(), metric: z.string(), instance: z.string() };

const reading = z.object({
  ...key,
  value: z.number().nullable(),
  text: z.string().nullable(),
  state,
  since: instant,
  at: instant,
  everyMs: z.number().positive(),
});

const ledgerEntry = z.object({
  site: z.string(),
  device: z.string(),
  check: z.string(),
  everyMs: z.number().positive(),
  triedAt: instant,
  answeredAt: instant.nullable(),
  valueAt: instant.nullable(),
  failures: z.number().int().nonnegative(),
  reason: z.string().nullable(),
});

const roleStatus = z.object({
  role: z.string(),
  pid: z.number().int().nullable(),
  state: z.enum(['starting', 'running', 'restarting', 'stopped']),
  startedAt: instant,
  restarts: z.number().int().nonnegative(),
});

const outcome = { ok: z.boolean(), reason: z.string().nullable() };

const collectorStatus = z.object({
  site: z.string(),
  at: instant,
  backlog: z.object({ readings: z.number(), oldestAt: instant.nullable(), bytes: z.number() }),
  acknowledged: z.number(),
  stored: z.number(),
  store: z.object({ kind: z.enum(['influx', 'embedded']), ...outcome }),
  buffer: z.object(outcome),
  drops: z.array(z.object({ cause: z.string(), count: z.number() })),
  queue: z.number(),
});

const bookStatus = z.object({
  at: instant,
  ok: z.boolean(),
  problems: z.array(z.string()),
  warnings: z.array(z.string()),
});

const drillStatus = z.object({
  at: instant,
  scenarios: z.array(z.string()),
  active: z.array(z.object({ scenario: z.string(), site: z.string(), since: instant })),
  answers: z.array(z.object({ id: z.string(), ...outcome })),
});

const drillPhone = z.object({
  at: instant,
  messages: z.array(
    z.object({
      id: z.string(),
      who: z.string(),
      number: z.string(),
      way: z.string(),
      text: z.string(),
      at: instant,
      deliveredAt: instant.nullable(),
      reply: z.string().nullable(),
    }),
  ),
});

const wallBeat = z.object({
  wall: z.string(),
  screen: z.string(),
  kept: z.string().nullable(),
  at: instant,
  lang: z.string(),
  heapBytes: z.number().nullable(),
  silentMs: z.number().nonnegative(),
});

const both = z.object({ fr: z.string(), en: z.string() });
const incident = z.object({
  id: z.string(),
  version: z.number().int().positive(),
  rule: z.string(),
  site: z.string(),
  device: z.string(),
  instance: z.string(),
  metric: z.string().nullable(),
  severity: z.enum(['information', 'warning', 'critical']),
  state: z.enum(['open', 'acknowledged', 'resolved']),
  openedAt: instant,
  acknowledgedAt: instant.nullable(),
  resolvedAt: instant.nullable(),
  acknowledgement: z.object({ who: z.string(), note: z.string(), at: instant, until: instant }).nullable(),
  root: z.string().nullable(),
  unknown: z.boolean(),
  standing: z.enum(incidentStandings),
  lifeSafety: z.boolean(),
  exercise: z.boolean(),
  maintenance: z.string().nullable(),
  title: both,
  cause: both,
  consequence: both,
  action: both,
  owner: z.string(),
  respondMs: z.number().nonnegative(),
});

type Schemas = { readonly [T in LiveTopic]: z.ZodType<LiveTopics[T]> };

export const messageSchemas: Schemas = {
  'vigie/v1/readings/{}': z.array(reading),
  'vigie/v1/ledger/{}': z.array(ledgerEntry),
  'vigie/v1/labels/{}': z.array(z.object({ ...key, description: z.string(), source: z.string() })),
  'vigie/v1/roles/{}': roleStatus,
  'vigie/v1/collectors/{}': collectorStatus,
  'vigie/v1/book': bookStatus,
  'vigie/v1/alarm-book': bookStatus,
  'vigie/v1/drill/command': z.object({
    scenario: z.string(),
    site: z.string(),
    undo: z.boolean(),
    id: z.string(),
  }),
  'vigie/v1/drill/status': drillStatus,
  'vigie/v1/drill/phone': drillPhone,
  'vigie/v1/drill/reply': z.object({ message: z.string().max(100), text: z.string().max(500) }),
  'vigie/v1/poll/{}': z.object({ site: z.string(), device: z.string() }),
  'vigie/v1/walls/{}': wallBeat,
  'vigie/v1/incidents/{}': incident,
  'vigie/v1/notify/callback': z.object({ channel: z.string() }),
  'vigie/v1/notify/test': z.object({ id: z.string(), person: z.string(), way: z.string().nullable() }),
  'vigie/v1/maintenance/changed': z.object({ at: instant }),
  'vigie/v1/on-call/changed': z.object({ at: instant }),
  'vigie/v1/checks/changed': z.object({ at: instant }),
  'vigie/v1/heartbeats/{}': z.object({
    site: z.string(),
    device: z.string(),
    name: z.string(),
    at: instant,
    ok: z.boolean(),
    sizeBytes: z.number().nonnegative().nullable(),
    durationMs: z.number().nonnegative().nullable(),
  }),
};
