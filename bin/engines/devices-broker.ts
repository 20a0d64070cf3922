/**
 * The embedded devices' broker. On loopback whoever is on this machine may publish; when the site book opens it
 * beyond, each device has a password, is confined to its own topics and reads nothing. The collectors' session is theirs alone.
 */
import { createServer, type Server } from 'node:net';
import { Aedes, type Client } from 'aedes';
import type { Inventory } from '../../lib/inventory/inventory.ts';
import { mayPublish, scopeOf, type TopicScope } from './device-topics.ts';
import { type Broker, drainTimeoutMs, listen, sameSecret } from './live-broker.ts';

export interface DevicesBroker extends Broker {
  /** Takes up a changed site book: passwords and topics; the port stays. */
  apply(inventory: Inventory | null): void;
}

export const collectorsUser = 'collectors';
/**
 * The collectors' sessions are kept while they are away, under a name that can be guessed: whoever took it would put
 * them out and be given the messages that wait for them.
 */
const collectorsIds = /^vigie-/;

/** Who a connection is: the collectors, one device, or anyone on this machine. */
type Party = { readonly kind: 'collectors' | 'local' } | { readonly kind: 'device'; readonly name: string };

interface Door {
  readonly passwords: ReadonlyMap<string, string>;
  readonly scopes: ReadonlyMap<string, TopicScope>;
}

/** A device is named `site/device`, as under `broker: passwords` of the site book. */
function doorOf(inventory: Inventory | null): Door {
  const passwords = new Map(Object.entries(inventory?.broker?.passwords ?? {}));
  const scopes = new Map<string, TopicScope>();
  for (const site of inventory?.sites ?? [])
    for (const device of site.devices) scopes.set(`${site.id}/${device.id}`, scopeOf(device));
  return { passwords, scopes };
}

/** A device needs no one else's messages; commands to devices are no part of Vigie. */
const mayRead = (party: Party | undefined): boolean => party !== undefined && party.kind !== 'device';

export async function startDevicesBroker(
  port: number,
  collectorsPassword: string,
  inventory: Inventory | null,
): Promise<DevicesBroker> {
  let door = doorOf(inventory);
  const parties = new WeakMap<Client, Party>();
  const remote = new WeakSet<object>();
  const aedes = await Aedes.createBroker({
    drainTimeout: drainTimeoutMs,
    concurrency: 1_000,
    connectTimeout: 5_000,
    maxTopicLevels: 16,
    maxClientsIdLength: 128,
    authenticate: (client, name, secret, done) => {
      const party = identify(client, name, secret as Buffer | undefined);
      if (party) parties.set(client, party);
      done(null, party !== null);
    },
    authorizePublish: (client, packet, done) =>
      done(
        allows(client && parties.get(client), packet.topic) ? null : new Error('not a topic of this device'),
      ),
    authorizeSubscribe: (client, subscription, done) =>
      done(null, mayRead(parties.get(client)) ? subscription : null),
  });

  function identify(client: Client, name: string | undefined, secret: Buffer | undefined): Party | null {
    if (name === collectorsUser)
      return sameSecret(secret, collectorsPassword) ? { kind: 'collectors' } : null;
    if (collectorsIds.test(client.id)) return null;
    const expected = name === undefined ? undefined : door.passwords.get(name);
    if (name !== undefined && expected !== undefined)
      return sameSecret(secret, expected) ? { kind: 'device', name } : null;
    return remote.has(client.conn) ? null : { kind: 'local' };
  }

  function allows(party: Party | null | undefined, topic: string): boolean {
    // No client: the last will of another broker's client, and there is no other broker.
    if (!party || topic.startsWith('$')) return false;
    if (party.kind !== 'device') return true;
    const scope = door.scopes.get(party.name);
    return scope !== undefined && mayPublish(scope, topic);
  }

  const local = await listen(aedes, port, '127.0.0.1');
  const beyond = await listenBeyond(aedes, inventory, remote);
  return {
    port: local.port,
    apply: (changed) => {
      door = doorOf(changed);
    },
    stop: async () => {
      beyond?.close();
      await local.stop();
    },
  };
}

/** `broker.listen` of the site book: `address:port`. */
async function listenBeyond(
  aedes: Aedes,
  inventory: Inventory | null,
  remote: WeakSet<object>,
): Promise<Server | null> {
  const where = inventory?.broker?.listen;
  if (!where) return null;
  const colon = where.lastIndexOf(':');
  const host = where.slice(0, colon).replace(/^\[|\]$/g, '');
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on('error', () => socket.destroy());
    remote.add(socket);
    aedes.handle(socket);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) =>
      reject(new Error(`the devices' broker cannot listen on ${where}: ${error.message}`)),
    );
    server.listen(Number(where.slice(colon + 1)), host, resolve);
  });
  return server;
}
