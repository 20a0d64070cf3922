/**
 * A whole Vigie for proofs of alarms: its launcher with its roles and stores as processes, rooms with a fire contact on its own
 * broker, a life-safety list of three, and a gateway of ours behind their telephones.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import mqtt, { type MqttClient } from 'mqtt';
import pg from 'pg';
import { pino } from 'pino';
import type { LiveBus, RoleStatus } from '../../lib/live/messages.ts';
import { connectLiveBus } from '../../lib/live/mqtt-live-bus.ts';
import { callbackPath } from '../../lib/notify/callback-key.ts';
import { contactStates } from '../../lib/readings/states.ts';
import { type Instance, startInstance, temporary, writeBook } from '../house/instance.ts';
import { SmsGateway } from './sms-gateway.ts';

export type Role = 'alerting' | 'collectors' | 'web';

/** Everybody on the list for life safety, by their telephone. */
export const lifeSafetyList: Readonly<Record<string, string>> = {
  '+33123456701': 'guard',
  '+33123456702': 'awa',
  '+33123456703': 'dossou',
};
const [guard, awa, dossou] = Object.keys(lifeSafetyList);

export const roomOf = (number: number): string => `room-${number}`;
const topicOf = (number: number): string => `fire/${roomOf(number)}`;

const sites = (rooms: number): string => `organisation: Proof
locale: fr
sites:
  cotonou:
    name: Cotonou
    country: BJ
    timezone: Africa/Porto-Novo
    position: { latitude: 6.37, longitude: 2.43 }
    contacts: { guard: "${guard}" }
    devices:
${Array.from(
  { length: rooms },
  (_, number) =>
    `      ${roomOf(number)}: { kind: environment, mqtt: { format: readings, readings: [{ topic: ${topicOf(number)}, metric: contact.fire, states: { rest: ${contactStates.rest}, active: ${contactStates.active} }, max_age: 1h }] } }`,
).join('\n')}
`;

/** The built-in rule, but for its `clear_for`: an alarm of these proofs is over when its contact is at rest. */
const rules = `rules:
  safety.fire:
    when: { metric: contact.fire, is: [active] }
    severity: critical
    immediate: true
    life_safety: true
    title: { fr: INCENDIE, en: FIRE }
    cause: { fr: Un détecteur est actif, en: A detector is active }
    consequence: { fr: Des vies sont en jeu, en: Lives are at stake }
    action: { fr: Évacuer, en: Evacuate }
    owner: safety
    respond: 1m
`;
const onCall = `schedules:
  noc: { timezone: Africa/Porto-Novo, layers: [{ people: [awa], every: 7d, from: 2026-01-05 }] }
policies:
  default:
    levels: [{ notify: [schedule:noc], wait: 10m }]
    life_safety: [contact:guard, schedule:noc, person:dossou]
`;
const people = `awa: { name: Awa Exemple, roles: [operator, on-call], ways: [{ channel: sms, address: "${awa}" }] }
dossou: { name: Dossou Exemple, roles: supervisor, ways: [{ channel: sms, address: "${dossou}" }] }
`;

export interface Fire {
  readonly incident: string;
  readonly room: string;
  readonly state: string;
}

export class AlarmHouse {
  readonly vigie: Instance;
  readonly gateway: SmsGateway;
  readonly #bus: LiveBus;
  readonly #source: MqttClient;
  readonly #pool: pg.Pool;
  readonly #roles = new Map<string, RoleStatus>();

  private constructor(vigie: Instance, gateway: SmsGateway, bus: LiveBus, source: MqttClient) {
    this.vigie = vigie;
    this.gateway = gateway;
    this.#bus = bus;
    this.#source = source;
    this.#pool = new pg.Pool({ connectionString: vigie.runtime().operations, max: 3 });
    this.#pool.on('error', () => {});
    bus.subscribe('vigie/v1/roles/{}', (status) => void this.#roles.set(status.role, status));
  }

  static async start(rooms: number, receipts: boolean): Promise<AlarmHouse> {
    const gateway = await SmsGateway.start();
    const book = writeBook(join(temporary('alarm-book'), 'book'), sites(rooms));
    const channel = { kind: 'sms', url: gateway.url, secret: 'gateway-word', reference: 'id', receipts };
    const files = {
      'channels.yaml': `sms: ${JSON.stringify(channel)}\n`,
      'rules.yaml': rules,
      'on-call.yaml': onCall,
      'people.yaml': people,
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(book, name), text);
    try {
      const vigie = await startInstance(join(temporary('alarm'), 'data'), ['--config', book, '--port', '0']);
      const { web, devices, bus, linkKey } = vigie.runtime();
      if (receipts)
        gateway.callBackUrl = `http://127.0.0.1:${web.port}${callbackPath(Buffer.from(linkKey, 'base64url'), 'sms')}`;
      const source = await mqtt.connectAsync(devices.url, {
        username: devices.user ?? '',
        password: devices.password ?? '',
        clientId: 'rooms',
      });
      return new AlarmHouse(vigie, gateway, await connectLiveBus(bus, pino({ level: 'silent' })), source);
    } catch (error) {
      gateway.close();
      throw error;
    }
  }

  get address(): string {
    return `http://127.0.0.1:${this.vigie.runtime().web.port}`;
  }
  get administrator(): string {
    return readFileSync(join(this.vigie.data, 'admin-token'), 'utf8').trim();
  }

  /** Resolves when the broker has it: from then on nobody but Vigie can lose it. */
  async contact(room: number, state: 'rest' | 'active'): Promise<void> {
    await this.#source.publishAsync(topicOf(room), state, { qos: 1 });
  }

  running(role: Role): boolean {
    return this.#roles.get(role)?.state === 'running';
  }
  /** kill -9; the launcher starts it again. */
  kill(role: Role): void {
    const status = this.#roles.get(role);
    if (status?.pid == null || status.state !== 'running') throw new Error(`${role} does not run`);
    process.kill(status.pid, 'SIGKILL');
    this.#roles.delete(role);
  }

  async fires(room?: number): Promise<readonly Fire[]> {
    const { rows } = await this.#pool.query<Fire>(
      `select id as incident, device as room, state from alerting.incident
       where rule = 'safety.fire' and ($1::text is null or device = $1) order by opened_at`,
      [room === undefined ? null : roomOf(room)],
    );
    return rows;
  }
  /** Deliveries of these incidents, by their state. */
  async deliveries(incidents: readonly string[]): Promise<readonly string[]> {
    const { rows } = await this.#pool.query<{ state: string }>(
      'select state from notify.delivery where incidents && $1',
      [incidents],
    );
    return rows.map(({ state }) => state);
  }

  async close(): Promise<void> {
    this.gateway.close();
    await this.#source.endAsync(true);
    await Promise.allSettled([this.#bus.close(), this.#pool.end()]);
    await this.vigie.clean();
  }
}

/** Asks again and again, for what has no event. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  withinMs = 90_000,
  everyMs = 20,
): Promise<void> {
  const end = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`not within ${withinMs} ms: ${what}`);
    await sleep(everyMs);
  }
}
