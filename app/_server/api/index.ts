/** The table of the HTTP API: what is not here is not served, and the OpenAPI page is made from it. */
import type { Endpoint } from '../endpoint.ts';
import {
  account,
  confirmTotp,
  endOtherSessions,
  endSession,
  offerTotp,
  removeTotp,
  setPassword,
} from './account-endpoints.ts';
import { heartbeat, startDrill, wallBeat } from './act-endpoints.ts';
import { listAudit } from './audit-endpoint.ts';
import { answerDrillPhone, drillPhone } from './drill-phone-endpoints.ts';
import { readingsHistory } from './history-endpoint.ts';
import { acknowledgeIncident, noteIncident, withdrawIncident } from './incident-acts.ts';
import { listIncidents, oneIncident } from './incident-endpoints.ts';
import { listDevices, listSites, oneDevice } from './inventory-endpoints.ts';
import { latestReadings } from './latest-endpoint.ts';
import { live } from './live-endpoint.ts';
import { getCallback, listCallbacks, listNotifications, postCallback } from './notification-endpoints.ts';
import { openApi } from './open-api.ts';
import { listOverflows } from './overflow-endpoint.ts';
import {
  addPerson,
  changePerson,
  listPeople,
  removePerson,
  signInLink,
  signOutPerson,
} from './people-endpoints.ts';
import { addBrowser, ownReach, removeBrowser, testOwnPhone } from './reach-endpoints.ts';
import { registerEndpoints } from './register-endpoints.ts';
import { health, status } from './status-endpoints.ts';
import { listTokens, makeToken, revokeToken } from './token-endpoints.ts';
import { reportSite } from './watcher-endpoint.ts';

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
  listIncidents,
  oneIncident,
  acknowledgeIncident,
  withdrawIncident,
  noteIncident,
  listNotifications,
  listCallbacks,
  postCallback,
  getCallback,
  testOwnPhone,
  ownReach,
  addBrowser,
  removeBrowser,
  reportSite,
  wallBeat,
  startDrill,
  drillPhone,
  answerDrillPhone,
  heartbeat,
  listPeople,
  addPerson,
  changePerson,
  removePerson,
  signInLink,
  signOutPerson,
  listTokens,
  makeToken,
  revokeToken,
  listAudit,
  account,
  setPassword,
  offerTotp,
  confirmTotp,
  removeTotp,
  endOtherSessions,
  endSession,
  ...registerEndpoints,
  openApi,
] as readonly unknown[] as readonly Endpoint[];
