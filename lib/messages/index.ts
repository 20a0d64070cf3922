/** The one message catalogue: each area declares its words in a file of its own and is listed here. */
import { abnormalMessages } from './abnormal.ts';
import { commonMessages } from './common.ts';
import { drillMessages } from './drill.ts';
import type { Locale } from './message.ts';
import { verbsSnmpMessages } from './verbs-snmp.ts';
import { wallMessages } from './wall.ts';

export const messages = {
  abnormal: abnormalMessages,
  common: commonMessages,
  drill: drillMessages,
  verbsSnmp: verbsSnmpMessages,
  wall: wallMessages,
} as const;

/** `words('fr').common.critical` */
export const words = (locale: Locale) => ({
  abnormal: messages.abnormal[locale],
  common: messages.common[locale],
  drill: messages.drill[locale],
  verbsSnmp: messages.verbsSnmp[locale],
  wall: messages.wall[locale],
});
