/**
 * The loop of alerting: events in, one decision at a time written before anybody is told. What is to be told follows from
 * what is written, asked again each second: a kill between the two loses nothing and repeats nothing.
 */
import type { Logger } from 'pino';
import type { SavedEvaluation } from '../alerting/evaluation-state.ts';
import type { Incident } from '../alerting/incident.ts';
import type { SavedPaging } from '../alerting/paging-state.ts';
import type { AlertingEvent, Moment } from '../alerting/transition.ts';
import type { DeliveryEvent } from '../notify/deliveries.ts';
import type { Notification } from '../notify/notification.ts';
import type { Clock } from '../time/clock.ts';
import { AlarmState, type Effects, isEmpty, noEffects, type Surroundings } from './alarm-state.ts';
import { type CallBook, callsDue, ladderBeganAt, recoveriesDue } from './calls.ts';
import type { IncidentStore } from './incident-store.ts';
import { LadderClock } from './ladder-clock.ts';
import type { StoredIncident } from './stored-incident.ts';

export interface AlarmPorts {
  readonly store: IncidentStore;
  readonly deliver: (event: DeliveryEvent) => Promise<void>;
  /** Who has been told of an incident, or is about to be. */
  readonly called: (incident: string) => readonly string[];
  readonly clock: Clock;
  readonly newId: () => string;
  readonly announce: (stored: StoredIncident) => void;
  readonly ask: (device: { readonly site: string; readonly device: string }) => void;
  readonly log: Pick<Logger, 'warn' | 'info'>;
}

/** Events that wait while the store is slow; beyond it the oldest readings go, counted (the next ones say the same). */
const maxQueued = 200_000;
const evaluationSavedEveryMs = 30_000;
const changesReadEveryMs = 2_000;
/** Resolved this long ago or less when the last life ended: whoever was called may not have heard it. */
const recoveriesLookBackMs = 24 * 3_600_000;
const resolvedAtStartMax = 1_000;

export class AlarmLoop {
  readonly #ports: AlarmPorts;
  readonly #state: AlarmState;
  readonly #steadyFrom: number;
  readonly #known = new Map<string, StoredIncident>();
  readonly #told = new Map<string, Set<string>>();
  readonly #ladders = new LadderClock();
  #book: CallBook;
  #queue: AlertingEvent[] = [];
  #dropped = 0;
  #unsaved: Effects = noEffects();
  #turn: Promise<void> | null = null;
  #again = false;
  #change = 0;
  #deliveredSoFar: Promise<void> = Promise.resolve();
  #lastMs = { evaluation: 0, changes: 0 };

  private constructor(ports: AlarmPorts, state: AlarmState, book: CallBook) {
    this.#ports = ports;
    this.#state = state;
    this.#book = book;
    this.#steadyFrom = state.steadyMs - ports.clock.monotonic();
  }

  /** Rejects while the store does not answer: nobody can watch without knowing what is open. */
  static async start(ports: AlarmPorts, surroundings: Surroundings, book: CallBook): Promise<AlarmLoop> {
    const { store, clock, log } = ports;
    const memory = await store.memory();
    const open = await store.open(true);
    const now = clock.now();
    const state = remembered(surroundings, memory, now, log);
    const loop = new AlarmLoop(ports, state, book);
    for (const stored of open) loop.#known.set(stored.incident.id, stored);
    loop.#unsaved = state.resume(open, loop.#moment());
    const ended = await store.list({
      states: ['resolved'],
      from: now - recoveriesLookBackMs,
      limit: resolvedAtStartMax,
      mine: true,
    });
    loop.#change = (await store.changedSince(0, true)).change;
    for (const stored of [...open, ...ended.items]) loop.#tell(stored);
    await loop.#run();
    return loop;
  }

  /** Events that came faster than they could be judged, in this life. */
  get dropped(): number {
    return this.#dropped;
  }
  get open(): readonly Incident[] {
    return [...this.#known.values()].map(({ incident }) => incident);
  }
  incident(id: string): StoredIncident | null {
    return this.#known.get(id) ?? null;
  }

  take(events: readonly AlertingEvent[]): void {
    for (const event of events) this.#queue.push(event);
    if (this.#queue.length > maxQueued) {
      this.#dropped += this.#queue.length - maxQueued;
      this.#queue = this.#queue.slice(-maxQueued);
    }
    void this.#run();
  }

  change(surroundings: Surroundings, book: CallBook): void {
    this.#book = book;
    const { opened, changes } = this.#state.change(surroundings, this.#moment());
    this.#unsaved.opened.push(...opened);
    this.#unsaved.changes.push(...changes);
    void this.#run();
  }

  /** Once a second. */
  async tick(): Promise<void> {
    this.#expire();
    this.take([{ kind: 'time' }]);
    await this.#run();
    await this.#readChanges();
    for (const stored of this.#known.values()) this.#tell(stored);
    this.#deliver({ kind: 'time' });
    await this.#saveEvaluation();
  }

  /** Each once, however long the store cannot take it. */
  #expire(): void {
    const now = this.#ports.clock.now();
    const { changes } = this.#unsaved;
    const asked = new Set(changes.flatMap(({ id, event }) => (event?.kind === 'time' ? [id] : [])));
    for (const { incident } of this.#known.values())
      if (
        incident.acknowledgement !== null &&
        incident.acknowledgement.until <= now &&
        !asked.has(incident.id)
      )
        changes.push({ id: incident.id, event: { kind: 'time' }, paging: null });
  }

  /** Another hand has changed an incident (an acknowledgement): read at once. */
  async heard(): Promise<void> {
    this.#lastMs.changes = 0;
    await this.#readChanges();
  }

  async stop(): Promise<void> {
    await this.#run();
    this.#lastMs.evaluation = 0;
    await this.#saveEvaluation();
  }

  #moment(): Moment {
    const { clock } = this.#ports;
    return { at: clock.now(), steadyMs: this.#steadyFrom + clock.monotonic() };
  }

  /** One turn at a time; whatever comes meanwhile has its turn before the promise resolves. */
  #run(): Promise<void> {
    if (this.#turn !== null) {
      this.#again = true;
      return this.#turn;
    }
    this.#turn = this.#turns().finally(() => {
      this.#turn = null;
    });
    return this.#turn;
  }

  async #turns(): Promise<void> {
    do {
      this.#again = false;
      await this.#step();
    } while (this.#again);
  }

  async #step(): Promise<void> {
    const { store, clock, newId, log } = this.#ports;
    const effects = this.#unsaved;
    for (const event of this.#queue.splice(0)) this.#state.take(event, this.#moment(), newId, effects);
    for (const device of effects.ask.splice(0)) this.#ports.ask(device);
    if (isEmpty(effects)) return;
    this.#unsaved = noEffects();
    try {
      const { opened, changes } = effects;
      const changed = await store.write(opened, changes, this.#state.savedPaging(), clock.now());
      for (const stored of changed) this.#changed(stored);
    } catch (error) {
      log.warn({ err: error }, 'incidents could not be written; they are kept and tried again');
      this.#unsaved.opened.unshift(...effects.opened);
      this.#unsaved.changes.unshift(...effects.changes);
      for (const stored of effects.opened) if (stored.words.immediate) this.#tell(asDecided(stored, effects));
    }
  }

  #changed(stored: StoredIncident): void {
    const { id, state, version, acknowledgement } = stored.incident;
    const before = this.#known.get(id);
    if (before !== undefined && before.incident.version > version) return;
    this.#known.set(id, stored);
    this.#ports.announce(stored);
    if (acknowledgement !== null && acknowledgement.at !== before?.incident.acknowledgement?.at)
      this.#deliver({ kind: 'acknowledged', incident: id, by: acknowledgement.who });
    this.#tell(stored);
    if (state !== 'resolved') return;
    this.#known.delete(id);
    this.#told.delete(id);
    this.#ladders.forget(id);
  }

  #tell(stored: StoredIncident): void {
    const now = this.#ports.clock.now();
    const { id } = stored.incident;
    const told = this.#told.get(id) ?? new Set<string>();
    const tell = (due: readonly Notification[]): void => {
      for (const notification of due) {
        if (told.has(notification.id)) continue;
        told.add(notification.id);
        this.#deliver({ kind: 'tell', notification });
      }
    };
    const began = ladderBeganAt(stored);
    tell(callsDue(this.#book, stored, this.#ladders.now(id, began, now, this.#moment().steadyMs)));
    if (stored.paging.recoveredAt !== null) void this.#recover(stored);
    if (told.size > 0 && this.#known.has(id)) this.#told.set(id, told);
  }

  /** After the calls have been taken: only then is it known who was called. */
  async #recover(stored: StoredIncident): Promise<void> {
    await this.#deliveredSoFar;
    for (const notification of recoveriesDue(this.#book, stored, this.#ports.called(stored.incident.id)))
      this.#deliver({ kind: 'tell', notification });
  }

  #deliver(event: DeliveryEvent): void {
    this.#deliveredSoFar = this.#ports
      .deliver(event)
      .catch((error: unknown) =>
        this.#ports.log.warn({ err: error }, 'messages could not be written; they are kept and tried again'),
      );
  }

  async #readChanges(): Promise<void> {
    const { store, clock, log } = this.#ports;
    const ms = clock.monotonic();
    if (ms - this.#lastMs.changes < changesReadEveryMs && this.#lastMs.changes > 0) return;
    this.#lastMs.changes = ms;
    try {
      const { items, change } = await store.changedSince(this.#change, true);
      this.#change = change;
      for (const stored of items) this.#seen(stored);
    } catch (error) {
      log.warn({ err: error }, 'incidents could not be read');
    }
  }

  #seen(stored: StoredIncident): void {
    const before = this.#known.get(stored.incident.id);
    const older = before !== undefined && before.incident.version >= stored.incident.version;
    if (older || (before === undefined && stored.incident.state === 'resolved')) return;
    this.#changed(stored);
  }

  async #saveEvaluation(): Promise<void> {
    const { store, clock, log } = this.#ports;
    const ms = clock.monotonic();
    if (ms - this.#lastMs.evaluation < evaluationSavedEveryMs && this.#lastMs.evaluation > 0) return;
    this.#lastMs.evaluation = ms;
    try {
      await store.saveEvaluation(this.#state.savedEvaluation(), clock.now());
    } catch (error) {
      log.warn({ err: error }, 'the memory of evaluation could not be written');
    }
  }
}

/** What would have been written of an incident that could not be: for what must go out all the same. */
function asDecided(stored: StoredIncident, { changes }: Effects): StoredIncident {
  const decided = changes.flatMap(({ id, paging }) => (id === stored.incident.id && paging ? [paging] : []));
  return { ...stored, paging: Object.assign({}, stored.paging, ...decided) };
}

/** A memory that this version cannot read is none: the open incidents carry what matters. */
function remembered(
  surroundings: Surroundings,
  memory: { readonly evaluation: unknown; readonly paging: unknown },
  at: number,
  log: AlarmPorts['log'],
): AlarmState {
  const version = (saved: unknown) => (saved as { version?: unknown } | null)?.version === 1;
  const evaluation = version(memory.evaluation) ? (memory.evaluation as SavedEvaluation) : null;
  const paging = version(memory.paging) ? (memory.paging as SavedPaging) : null;
  try {
    return new AlarmState(surroundings, { evaluation, paging }, at);
  } catch (error) {
    log.warn({ err: error }, 'the memory of alerting is not readable: it begins anew from what is open');
    return new AlarmState(surroundings, { evaluation: null, paging: null }, at);
  }
}
