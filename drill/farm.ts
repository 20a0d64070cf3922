/**
 * A farm of simulated devices for the bench: as many as wanted, each with as many readings as wanted, on the real wire.
 * Every value is the farm's own clock in milliseconds at the instant the device was asked, so that whoever finds it
 * in a store or on a screen knows how long it took to get there.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MqttClient } from 'mqtt';
import { stringify } from 'yaml';
import { secretFiles, type Yaml } from './book.ts';
import { type BrokerAccess, connectDevice, connected } from './mqtt/mqtt-publisher.ts';
import { integer, type MibObject, MibTree, oid, text, ticks } from './snmp/mib-tree.ts';
import { UdpAgent } from './snmp/udp-agent.ts';

export interface FarmOrder {
  readonly snmpDevices: number;
  readonly mqttDevices: number;
  readonly readingsPerDevice: number;
  /** Period at which SNMP devices are to be polled (in the book) and MQTT devices publish. */
  readonly everyMs: number;
  /** Needed for MQTT devices. */
  readonly broker?: BrokerAccess;
  /** The farm's clock: milliseconds since whatever the caller compares with. */
  readonly clock: () => number;
}

/** Each takes a socket; beyond it the bench measures the machine's limits, not the product's. */
const maxDevices = 5_000;
const maxReadings = 1_000;
const community = 'farm';
const site = 'farm';
const sensors = '1.3.6.1.2.1.99.1.1.1';
const entityNames = '1.3.6.1.2.1.47.1.1.1.1.7';
/** ENTITY-SENSOR-MIB: watts, in units, whole numbers, operating. */
const watts = 6;
const units = 9;

export const farmMetric = 'sensor.power_watts';
export const farmInstance = (reading: number): string => `r${reading}`;

function objects(device: string, order: FarmOrder): MibObject[] {
  const row = (reading: number): MibObject[] => {
    const index = reading + 1;
    return [
      [`${entityNames}.${index}`, text(farmInstance(reading))],
      [`${sensors}.1.${index}`, integer(watts)],
      [`${sensors}.2.${index}`, integer(units)],
      [`${sensors}.3.${index}`, integer(0)],
      [`${sensors}.4.${index}`, () => integer(order.clock())],
      [`${sensors}.5.${index}`, integer(1)],
    ];
  };
  return [
    ['1.3.6.1.2.1.1.1.0', text('EXERCICE')],
    ['1.3.6.1.2.1.1.2.0', oid('1.3.6.1.4.1.8072.3.2.10')],
    ['1.3.6.1.2.1.1.3.0', () => ticks(order.clock())],
    ['1.3.6.1.2.1.1.5.0', text(device)],
    ...Array.from({ length: order.readingsPerDevice }, (_, reading) => row(reading)).flat(),
  ];
}

const topicOf = (device: string): string => `${site}/${device}/state`;

function mqttEntry(device: string, order: FarmOrder): Yaml {
  const maxAge = `${Math.max(2_000, order.everyMs * 2)}ms`;
  return {
    kind: 'meter',
    mqtt: {
      readings: Array.from({ length: order.readingsPerDevice }, (_, reading) => ({
        topic: topicOf(device),
        path: `$.${farmInstance(reading)}`,
        metric: farmMetric,
        instance: farmInstance(reading),
        max_age: maxAge,
      })),
    },
  };
}

const snmpEntry = (port: number, order: FarmOrder): Yaml => ({
  kind: 'meter',
  address: `127.0.0.1:${port}`,
  every: `${order.everyMs}ms`,
  snmp: { version: '2c', community: `file:${secretFiles.community}` },
});

export class Farm {
  readonly #order: FarmOrder;
  readonly #agents: readonly { readonly device: string; readonly agent: UdpAgent }[];
  readonly #clients: readonly { readonly device: string; readonly client: MqttClient }[];
  readonly #timers: NodeJS.Timeout[] = [];
  /** Messages handed to the broker, and those that it has acknowledged. */
  readonly published = { sent: 0, acknowledged: 0 };

  private constructor(
    order: FarmOrder,
    agents: Farm['agents'],
    clients: { device: string; client: MqttClient }[],
  ) {
    this.#order = order;
    this.#agents = agents;
    this.#clients = clients;
  }

  get agents(): readonly { readonly device: string; readonly agent: UdpAgent }[] {
    return this.#agents;
  }

  static async start(order: FarmOrder): Promise<Farm> {
    const { snmpDevices, mqttDevices, readingsPerDevice, broker } = order;
    if (snmpDevices + mqttDevices > maxDevices || readingsPerDevice > maxReadings)
      throw new RangeError(`a farm has at most ${maxDevices} devices of ${maxReadings} readings`);
    if (mqttDevices > 0 && !broker) throw new Error('a farm with MQTT devices needs their broker');
    const agents = [];
    for (let i = 0; i < snmpDevices; i++) {
      const device = `snmp-${i + 1}`;
      agents.push({
        device,
        agent: await UdpAgent.open({
          tree: new MibTree(objects(device, order)),
          community,
          upMs: order.clock,
        }),
      });
    }
    const clients = Array.from({ length: broker ? mqttDevices : 0 }, (_, i) => {
      const device = `mqtt-${i + 1}`;
      const client = connectDevice(broker as BrokerAccess, `farm-${device}`, null);
      client.on('error', () => {});
      return { device, client };
    });
    await Promise.all(clients.map(({ client }) => connected(client)));
    const farm = new Farm(order, agents, clients);
    farm.#publish();
    return farm;
  }

  /** Spread over the period, as devices that were switched on at different moments are. */
  #publish(): void {
    const { everyMs } = this.#order;
    this.#clients.forEach(({ device, client }, i) => {
      const begin = setTimeout(
        () => this.#timers.push(setInterval(() => this.#say(device, client), everyMs)),
        (everyMs * i) / this.#clients.length,
      );
      this.#timers.push(begin);
    });
  }

  #say(device: string, client: MqttClient): void {
    if (!client.connected) return;
    const value = Math.round(this.#order.clock());
    const state = Object.fromEntries(
      Array.from({ length: this.#order.readingsPerDevice }, (_, reading) => [farmInstance(reading), value]),
    );
    this.published.sent++;
    client.publish(topicOf(device), JSON.stringify(state), { qos: 1 }, (error) => {
      if (!error) this.published.acknowledged++;
    });
  }

  book(): Yaml {
    return {
      organisation: 'EXERCICE',
      sites: {
        [site]: {
          country: 'BJ',
          timezone: 'Africa/Porto-Novo',
          position: { latitude: 6.37, longitude: 2.43 },
          devices: Object.fromEntries([
            ...this.#agents.map(({ device, agent }) => [device, snmpEntry(agent.port, this.#order)]),
            ...this.#clients.map(({ device }) => [device, mqttEntry(device, this.#order)]),
          ]),
        },
      },
    };
  }

  writeBook(dir: string): void {
    mkdirSync(dir, { recursive: true });
    writeFileSync(join(dir, secretFiles.community), `${community}\n`, { mode: 0o600 });
    writeFileSync(join(dir, 'sites.yaml'), stringify(this.book()));
  }

  async stop(): Promise<void> {
    // Node keeps one kind of handle for both kinds of timer.
    for (const timer of this.#timers) clearInterval(timer);
    await Promise.all([
      ...this.#agents.map(({ agent }) => agent.close()),
      ...this.#clients.map(({ client }) => client.endAsync(true)),
    ]);
  }
}
