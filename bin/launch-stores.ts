/** The stores of one launch: those that the site book names, else those that this machine can run. */

import type { Runtime } from '../lib/config/runtime.ts';
import type { Inventory } from '../lib/inventory/inventory.ts';
import type { DataFolder } from './data-folder.ts';
import { startEmbeddedPostgres } from './engines/embedded-postgres.ts';
import { findInfluxd, startInfluxd } from './engines/influxd.ts';
import { freePort } from './free-port.ts';
import type { House } from './supervised.ts';

export interface LaunchedStores {
  readonly operations: string;
  readonly readings: Runtime['readings'];
  readonly ports: Readonly<Record<string, number>>;
}

export async function startStores(
  inventory: Inventory | null,
  data: DataFolder,
  house: House,
): Promise<LaunchedStores> {
  const [operations, readings] = await Promise.all([
    startOperations(inventory, data, house),
    startReadings(inventory, data, house),
  ]);
  const where: Runtime['readings'] = readings?.where ?? { kind: 'embedded', url: operations.url };
  const retention = inventory?.stores.retention ?? undefined;
  return {
    operations: operations.url,
    readings: retention === undefined ? where : { ...where, retention },
    ports: { ...operations.ports, ...readings?.ports },
  };
}

async function startOperations(inventory: Inventory | null, data: DataFolder, house: House) {
  const named = inventory?.stores.operations;
  if (named) return { url: named, ports: {} };
  const port = await freePort();
  const url = await startEmbeddedPostgres(data, port, house);
  return { url, ports: { postgres: port } };
}

/** Null: no store of its own, the readings go into the operational one. */
async function startReadings(
  inventory: Inventory | null,
  data: DataFolder,
  house: House,
): Promise<{ where: Runtime['readings']; ports: Record<string, number> } | null> {
  const named = inventory?.stores.influx;
  if (named) return { where: { kind: 'influx', ...named, from: 'book' }, ports: {} };
  const found = findInfluxd(process.env);
  if (!found.ok) {
    house.say(`readings go to the embedded PostgreSQL: ${found.reason}`);
    return null;
  }
  const port = await freePort();
  const { url, database, user, password } = await startInfluxd(found.command, data, port, house);
  return {
    where: { kind: 'influx', url, database, user, password, from: 'launcher' },
    ports: { influx: port },
  };
}
