/** The one message catalogue: each area declares its words in a file of its own and is listed here. */
import { abnormalMessages } from './abnormal.ts';
import { alarmQualityMessages } from './alarm-quality.ts';
import { alertingMessages } from './alerting.ts';
import { checkMessages } from './checks.ts';
import { commonMessages } from './common.ts';
import { deskMessages } from './desk.ts';
import { familyMessages, kindMessages } from './device.ts';
import { drillMessages } from './drill.ts';
import { drillPhoneMessages } from './drill-phone.ts';
import { incidentMessages } from './incident.ts';
import { logbookMessages } from './logbook.ts';
import { maintenanceMessages } from './maintenance.ts';
import type { Locale } from './message.ts';
import { notifyMessages } from './notify.ts';
import { onCallMessages } from './on-call.ts';
import { reachMessages } from './reach.ts';
import { settingsMessages } from './settings.ts';
import { signInMessages } from './sign-in.ts';
import { takeMessages } from './take.ts';
import { telephonyMessages } from './telephony.ts';
import { verbsSnmpMessages } from './verbs-snmp.ts';
import { wallMessages } from './wall.ts';

export const messages = {
  abnormal: abnormalMessages,
  alerting: alertingMessages,
  common: commonMessages,
  desk: deskMessages,
  drill: drillMessages,
  drillPhone: drillPhoneMessages,
  family: familyMessages,
  incident: incidentMessages,
  kind: kindMessages,
  notify: notifyMessages,
  settings: settingsMessages,
  reach: reachMessages,
  signIn: signInMessages,
  take: takeMessages,
  telephony: telephonyMessages,
  verbsSnmp: verbsSnmpMessages,
  wall: wallMessages,
  alarmQuality: alarmQualityMessages,
  checks: checkMessages,
  logbook: logbookMessages,
  maintenance: maintenanceMessages,
  onCall: onCallMessages,
} as const;

/** `words('fr').common.critical` */
export const words = (locale: Locale) => ({
  abnormal: messages.abnormal[locale],
  alerting: messages.alerting[locale],
  common: messages.common[locale],
  desk: messages.desk[locale],
  drill: messages.drill[locale],
  drillPhone: messages.drillPhone[locale],
  family: messages.family[locale],
  incident: messages.incident[locale],
  kind: messages.kind[locale],
  notify: messages.notify[locale],
  settings: messages.settings[locale],
  reach: messages.reach[locale],
  signIn: messages.signIn[locale],
  take: messages.take[locale],
  telephony: messages.telephony[locale],
  verbsSnmp: messages.verbsSnmp[locale],
  wall: messages.wall[locale],
  alarmQuality: messages.alarmQuality[locale],
  checks: messages.checks[locale],
  logbook: messages.logbook[locale],
  maintenance: messages.maintenance[locale],
  onCall: messages.onCall[locale],
});
