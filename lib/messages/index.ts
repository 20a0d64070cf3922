/** The one message catalogue: each area declares its words in a file of its own and is listed here. */
import { abnormalMessages } from './abnormal.ts';
import { commonMessages } from './common.ts';
import { drillMessages } from './drill.ts';
import type { Locale } from './message.ts';
import { wallMessages } from './wall.ts';

export const messages = {
  abnormal: abnormalMessages,
  common: commonMessages,
  drill: drillMessages,
  wall: wallMessages,
} as const;

/** `words('fr').common.critical` */
export const words = (locale: Locale) => ({
  abnormal: messages.abnormal[locale],
  common: messages.common[locale],
  drill: messages.drill[locale],
  wall: messages.wall[locale],
});
