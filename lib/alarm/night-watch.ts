/**
 * A night at the desk, for tests: ledger lines and readings in, what each telephone got out, on clocks that the test moves.
 * Evaluation, paging, incidents, calls and deliveries as the role joins them, without its stores; it may be restarted at
 * every so many events, from nothing but what would have been saved.
 */
import type { CausalGraph } from '../alerting/causal-graph.ts';
import { builtInRules } from '../alerting/file-rules.ts';
import { advanceIncident, type IncidentEvent } from '../alerting/incident.ts';
import { type Maintenance, maintenanceAt } from '../alerting/maintenance.ts';
import { ruleSet } from '../alerting/rule-set.ts';
import type { AlertingEvent } from '../alerting/transition.ts';
import type { Person } from '../identity/people.ts';
import type { DeviceKind } from '../inventory/inventory.ts';
import { Deliveries, type DeliveryEvent } from '../notify/deliveries.ts';
import { defaultPolicy } from '../notify/notification.ts';
import { parseOnCall } from '../oncall/parse-on-call.ts';
import { AlarmState, type Effects, noEffects, type Surroundings } from './alarm-state.ts';
import { type CallBook, callsDue, recoveriesDue } from './calls.ts';
import type { StoredIncident } from './stored-incident.ts';

export interface NightOptions {
  /** `{ 'sw-1': 'fw-1' }`: what hangs on what, all at one site. */
  readonly parents?: Readonly<Record<string, string>>;
  readonly works?: readonly Maintenance[];
  readonly onCall?: string;
  readonly startAt?: number;
  /** Restarted before every so many events; 0: never. */
  readonly restartEvery: number;
}
export interface Got {
  readonly minute: number;
  readonly person: string;
  readonly kind: 'opened' | 'resolved';
  readonly keys: readonly string[];
}

export const threeLevels = `schedules:
  noc: { timezone: Europe/Paris, layers: [{ people: [awa, bio], every: 7d, from: 2026-03-23, handover: "03:00" }] }
policies:
  default:
    levels:
      - { notify: [schedule:noc], wait: 5m }
      - { notify: [person:eli], wait: 10m }
      - { notify: [person:director], wait: 15m }
    life_safety: [schedule:noc, person:director]
`;

function graphOf(parents: Readonly<Record<string, string>>): CausalGraph {
  const edges = Object.entries(parents).map(([child, parent]) => [`a/${child}`, `a/${parent}`] as const);
  const effects = new Map<string, string[]>();
  for (const [child, parent] of edges) effects.set(parent, [...(effects.get(parent) ?? []), child]);
  return {
    causes: new Map(edges.map(([child, parent]) => [child, [parent]])),
    effects,
    parents: new Map(edges),
  };
}
const kindOf = (_: string, device: string): DeviceKind =>
  device.startsWith('fire') ? 'fire' : device.startsWith('pbx') ? 'pbx' : 'switch';
const copied = <T>(value: T): T => JSON.parse(JSON.stringify(value));

export class Night {
  readonly startAt: number;
  readonly phone: Got[] = [];
  readonly incidents = new Map<string, StoredIncident>();
  readonly #options: NightOptions;
  readonly #surroundings: Surroundings;
  readonly #book: CallBook;
  #steadyMs = 0;
  #jumpedMs = 0;
  #events = 0;
  #ids = 0;
  #state: AlarmState;
  #deliveries: Deliveries;

  constructor(options: NightOptions) {
    this.#options = options;
    this.startAt = options.startAt ?? Date.UTC(2026, 2, 24, 21);
    const graph = graphOf(options.parents ?? {});
    this.#surroundings = {
      rules: ruleSet(builtInRules(), kindOf),
      graph,
      maintenanceOf: (node, at) => maintenanceAt(options.works ?? [], graph, node, at)?.name ?? null,
      exercise: false,
    };
    const parsed = parseOnCall('on-call.yaml', options.onCall ?? threeLevels);
    if (!parsed.ok) throw new Error(parsed.problems.map(({ text }) => text).join('\n'));
    const people = ['awa', 'bio', 'eli', 'director'].map(
      (id) => ({ id, ways: [{ channel: 'sms', address: '+33123456701' }] }) as unknown as Person,
    );
    const { onCall } = parsed;
    this.#book = { onCall, people, contacts: new Map(), telephoneChannels: ['sms'] };
    this.#state = new AlarmState(this.#surroundings, { evaluation: null, paging: null }, this.startAt);
    this.#deliveries = new Deliveries(defaultPolicy, [], this.startAt);
  }

  /** Minutes of the night that have really passed, whatever the wall clock says. */
  get minute(): number {
    return Math.round(this.#steadyMs / 600) / 100;
  }
  get wall(): number {
    return this.startAt + this.#jumpedMs + this.#steadyMs;
  }
  jump(ms: number): void {
    this.#jumpedMs += ms;
  }
  /** Second by second; `each` five seconds. */
  wait(seconds: number, each: () => void = () => {}): void {
    for (let i = 0; i < seconds; i++) {
      this.#steadyMs += 1_000;
      this.#say({ kind: 'time' });
      if (this.#steadyMs % 5_000 === 0) each();
      this.#everySecond();
    }
  }
  answers(device: string, answers: boolean, check = 'snmp'): void {
    const at = this.wall;
    const entry = { site: 'a', device, check, everyMs: 5_000, triedAt: at, valueAt: null };
    const outcome = answers
      ? { answeredAt: at, failures: 0, reason: null }
      : { answeredAt: null, failures: 3, reason: 'no answer' };
    this.#say({ kind: 'ledger', entry: { ...entry, ...outcome } });
  }
  reads(device: string, metric: string, text: string, instance = ''): void {
    const at = this.wall;
    const key = { site: 'a', device, metric, instance };
    const reading = { ...key, value: 1, text, state: 'critical' as const, since: at, at, everyMs: 5_000 };
    this.#say({ kind: 'reading', reading });
  }
  act(event: IncidentEvent): void {
    for (const { incident } of this.incidents.values())
      if (incident.state !== 'resolved') this.#write(incident.id, event, null);
    this.#everySecond();
  }
  get open(): readonly string[] {
    return [...this.incidents.values()]
      .filter(({ incident }) => incident.state !== 'resolved')
      .map(({ incident }) => incident.key);
  }

  #moment = () => ({ at: this.wall, steadyMs: this.#steadyMs });

  #say(event: AlertingEvent): void {
    const { restartEvery } = this.#options;
    if (restartEvery > 0 && ++this.#events % restartEvery === 0) this.#restart();
    const effects = noEffects();
    this.#state.take(event, this.#moment(), () => `i${++this.#ids}`, effects);
    this.#apply(effects);
  }

  #restart(): void {
    const memory = copied({
      evaluation: this.#state.savedEvaluation(),
      paging: this.#state.savedPaging(),
    });
    const kept = copied([...this.#deliveries.outbox.all()]);
    this.#state = new AlarmState(this.#surroundings, memory, this.wall);
    this.#deliveries = new Deliveries(defaultPolicy, kept, this.wall);
    const open = [...this.incidents.values()].filter(({ incident }) => incident.state !== 'resolved');
    this.#apply(this.#state.resume(copied(open), this.#moment()));
  }

  #apply({ opened, changes }: Effects): void {
    for (const stored of opened) this.incidents.set(stored.incident.id, stored);
    for (const { id, event, paging } of changes) this.#write(id, event, paging);
  }
  #write(id: string, event: IncidentEvent | null, paging: Partial<StoredIncident['paging']> | null): void {
    const stored = this.incidents.get(id);
    if (stored === undefined) return;
    const moved = event === null ? null : advanceIncident(stored.incident, event, this.wall);
    const incident = moved?.ok ? moved.incident : stored.incident;
    this.incidents.set(id, { ...stored, incident, paging: { ...stored.paging, ...paging } });
  }

  #everySecond(): void {
    const { outbox } = this.#deliveries;
    for (const [id, stored] of this.incidents) {
      const { acknowledgement } = stored.incident;
      if (acknowledgement !== null && acknowledgement.until <= this.wall)
        this.#write(id, { kind: 'time' }, null);
      const now = this.incidents.get(id) ?? stored;
      const due = [
        ...callsDue(this.#book, now, this.wall),
        ...recoveriesDue(this.#book, now, outbox.peopleTold(id)),
      ];
      for (const notification of due)
        if (outbox.carrierOf(notification.id) === undefined) this.#deliver({ kind: 'tell', notification });
    }
    this.#deliver({ kind: 'time' });
  }

  /** The network takes everything at once. */
  #deliver(event: DeliveryEvent): void {
    const { handOver } = this.#deliveries.take(event, this.wall, () => 0.5);
    for (const { id, attempt, person, notifications } of handOver) {
      const keys = notifications.map(
        ({ incident }) => this.incidents.get(incident)?.incident.key ?? incident,
      );
      this.phone.push({ minute: this.minute, person, kind: notifications[0]?.kind ?? 'opened', keys });
      const outcome = { kind: 'accepted', reference: null, receipts: false } as const;
      this.#deliver({ kind: 'answer', id, attempt, outcome });
    }
  }
}
