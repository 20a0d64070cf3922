import { describe, expect, it } from 'vitest';
import { e1Alarm } from './e1-alarm.ts';

describe('the name of an E1 alarm', () => {
  it.each([
    ['AIS received', 'AIS'],
    ['AIS received, sending RAI', 'AIS'],
    ['RAI: far end has lost framing', 'RAI'],
    ['loss of framing, sending RAI', 'LOF'],
    ['loss of signal', 'LOS'],
    ['AIS in time slot 16', 'AIS TS16'],
    ['loopback', 'LOOP'],
    ['equipment out of service', 'OOS'],
    ['rcvAIS', 'AIS'],
  ])('"%s" is %s', (text, name) => expect(e1Alarm(text)).toBe(name));

  it('is the word of the device when it is none that is known', () =>
    expect(e1Alarm('Störung')).toBe('Störung'));
});
