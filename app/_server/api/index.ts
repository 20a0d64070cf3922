/** The table of the HTTP API: what is not here is not served, and the OpenAPI page is made from it. */
import type { Endpoint } from '../endpoint.ts';
import { heartbeat, startDrill, wallBeat } from './act-endpoints.ts';
import { readingsHistory } from './history-endpoint.ts';
import { listDevices, listSites, oneDevice } from './inventory-endpoints.ts';
import { latestReadings } from './latest-endpoint.ts';
import { live } from './live-endpoint.ts';
import { openApi } from './open-api.ts';
import { listOverflows } from './overflow-endpoint.ts';
import { health, status } from './status-endpoints.ts';

export const endpoints: readonly Endpoint[] = [
  health,
  status,
  listSites,
  listDevices,
  oneDevice,
  latestReadings,
  readingsHistory,
  listOverflows,
  live,
  wallBeat,
  startDrill,
  heartbeat,
  openApi,
] as readonly unknown[] as readonly Endpoint[];
