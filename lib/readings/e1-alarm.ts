/** The short name that telephony people give an E1 alarm, from the words of many devices. */

/** Worst first: what is lost here comes before what the far end says of it. Source: DS1-MIB, ITU-T G.704 and G.732. */
const alarms: readonly (readonly [RegExp, string])[] = [
  [/\blos\b|loss of signal/i, 'LOS'],
  [/time ?slot 16|ts16/i, 'AIS TS16'],
  [/ais received|rcv ?ais|(?<!sending )(?<!xmt)\bais\b/i, 'AIS'],
  [/\blof\b|loss of framing|\bred\b/i, 'LOF'],
  [/rai:|rcv.?far|far end has lost|(?<!sending )\brai\b|yellow/i, 'RAI'],
  [/multiframing|lomf/i, 'LOMF'],
  [/loopback|\bloop\b/i, 'LOOP'],
  [/out of service|unavailable/i, 'OOS'],
];

/** The device's own words when they name no known alarm. */
export const e1Alarm = (text: string): string => alarms.find(([form]) => form.test(text))?.[1] ?? text;
