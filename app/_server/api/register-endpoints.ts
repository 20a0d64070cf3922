/** The part of the API's table that speaks of what people write down for the alarms. */
import { checkHistory, listChecks, markCheckDone, withdrawCheckDone } from './check-endpoints.ts';
import {
  closePromise,
  listLogPages,
  listPromises,
  oneLogPage,
  openLogPage,
  signLogPage,
  takeLogPage,
  writeLogNote,
  writePromise,
} from './logbook-endpoints.ts';
import {
  deleteMaintenance,
  listMaintenance,
  planMaintenance,
  previewMaintenance,
  restoreMaintenance,
} from './maintenance-endpoints.ts';
import {
  listPolicies,
  listSchedules,
  onCallNow,
  scheduleCalendar,
  subscribedCalendar,
} from './on-call-endpoints.ts';
import { addOverride, listOverrides, removeOverride, restoreOverride } from './override-endpoints.ts';
import { alarmQualityEndpoint } from './quality-endpoint.ts';
import { listShelves, putOnShelf, takeOffShelf } from './shelf-endpoints.ts';

export const registerEndpoints = [
  listMaintenance,
  planMaintenance,
  previewMaintenance,
  deleteMaintenance,
  restoreMaintenance,
  listShelves,
  putOnShelf,
  takeOffShelf,
  onCallNow,
  listSchedules,
  scheduleCalendar,
  subscribedCalendar,
  listPolicies,
  listOverrides,
  addOverride,
  removeOverride,
  restoreOverride,
  listChecks,
  checkHistory,
  markCheckDone,
  withdrawCheckDone,
  openLogPage,
  listLogPages,
  oneLogPage,
  writeLogNote,
  listPromises,
  writePromise,
  closePromise,
  signLogPage,
  takeLogPage,
  alarmQualityEndpoint,
] as const;
