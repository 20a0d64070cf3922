/**
 * A site's word to its centre over HTTPS: what has changed goes until the centre has it, and what people decided there is
 * taken. Each exchange is a sign of life for both; the loop that calls it knows how long the centre has been silent.
 */
import type { Logger } from 'pino';
import { HttpExchange } from '../notify/http-exchange.ts';
import type { Clock } from '../time/clock.ts';
import type { IncidentStore } from './incident-store.ts';
import type { SiteReports } from './postgres-site-reports.ts';
import { answerSchema, type CentreAnswer, fitting } from './site-report.ts';
import type { StoredIncident } from './stored-incident.ts';

const deadlineMs = 10_000;
const changesReadMax = 200;

export interface CentrePorts {
  readonly site: string;
  readonly reports: SiteReports;
  readonly incidents: IncidentStore;
  readonly acted: (stored: StoredIncident) => void;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warn' | 'info'>;
}

export class HttpCentre {
  readonly #ports: CentrePorts;
  readonly #exchange = new HttpExchange(deadlineMs);
  readonly #startedMs: number;
  #answeredMs: number | null = null;
  #said = '';

  constructor(ports: CentrePorts) {
    this.#ports = ports;
    this.#startedMs = ports.clock.monotonic();
  }

  /** How long the centre has not answered. */
  get silentMs(): number {
    return this.#ports.clock.monotonic() - (this.#answeredMs ?? this.#startedMs);
  }

  /** One report; goes on at once while more has changed than it holds. Never throws. */
  async report(centre: { readonly url: string; readonly token: string }): Promise<void> {
    try {
      while (await this.#once(centre)) this.#said = '';
    } catch (error) {
      this.#say((error as Error).message);
    }
  }

  close(): Promise<void> {
    return this.#exchange.close();
  }

  async #once({ url, token }: { readonly url: string; readonly token: string }): Promise<boolean> {
    const { site, reports, clock } = this.#ports;
    const { change, taken } = await reports.reported(site);
    const changes = await reports.changes(site, change, changesReadMax);
    const incidents = fitting(changes.map(({ stored }) => stored));
    const answer = await this.#exchange.ask({
      method: 'POST',
      url: `${url.replace(/\/+$/, '')}/api/v1/watchers/${encodeURIComponent(site)}`,
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
      body: JSON.stringify({ incidents, taken }),
    });
    const said = answer.kind === 'answer' && answer.status === 200 ? parsed(answer.body) : null;
    if (said === null) {
      this.#say(answer.kind === 'answer' ? `status ${answer.status}` : answer.cause);
      return false;
    }
    this.#answeredMs = clock.monotonic();
    const last = changes[incidents.length - 1]?.change ?? change;
    const done = await this.#takeActs(said);
    const now = { change: last, taken: Math.max(taken, done) };
    if (now.change !== change || now.taken !== taken) await reports.saveReported(site, now);
    return incidents.length < changes.length || changes.length === changesReadMax;
  }

  /** Those that are refused (resolved meanwhile) are taken too: nobody waits for them. */
  async #takeActs({ acts }: CentreAnswer): Promise<number> {
    const { incidents, acted, clock } = this.#ports;
    let last = 0;
    for (const { id, incident, event } of acts) {
      const done = await incidents.act(incident, event, clock.now());
      if (done.ok) acted(done.stored);
      last = id;
    }
    return last;
  }

  /** Each cause once: a centre that is away for a day is one line. */
  #say(cause: string): void {
    if (cause === this.#said) return;
    this.#said = cause;
    this.#ports.log.warn({ cause }, 'the centre does not take the report of this site; it is tried again');
  }
}

function parsed(body: string): CentreAnswer | null {
  try {
    const read = answerSchema.safeParse(JSON.parse(body));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
