/**
 * The readings of the open recordings in which the peer is wrong, or takes a sentinel for a value: what Vigie says
 * of each object instead, and why. Of two peer's readings of one object, `right` names the class that is right.
 */

export interface Finding {
  readonly device: string;
  readonly why: string;
  readonly right?: string;
  /** Object → what Vigie says: a value with its unit, a state's word, 'not available', or 'nothing'. */
  readonly says: Readonly<Record<string, string>>;
}

const gone = 'not available';
const under = (base: string, says: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(says).map(([rest, said]) => [`${base}.${rest}`, said]));

export const findings: readonly Finding[] = [
  {
    device: 'apc_ats',
    why: 'coolant and oil, mode switch and status are neighbours that the peer reads from one object: which of the two it is the recording does not say, and a generator that is wrongly "ready" is worse than one not shown',
    says: under('1.3.6.1.4.1.318.1.1.18.1', { '3.5.0': 'nothing', '2.2.0': 'nothing' }),
  },
  {
    device: 'apc_uniflair-sp',
    why: 'the device gives the unit in a column of its own: the fans are commanded in per cent, not in RPM',
    says: under('1.3.6.1.4.1.318.1.1.27.1.4.1.2.1.3.1', { 5: '90 %', 6: '0 %' }),
  },
  {
    device: 'apc_uniflair-sp',
    why: 'the words are the device’s own (text column and key); the peer’s list is shifted by one, so that it finds smoke where there is none',
    says: {
      ...under('1.3.6.1.4.1.318.1.1.27.1.6.2.2.1.4.1', {
        1: 'No',
        2: 'Yes',
        3: 'No',
        4: 'No',
        5: 'No',
        6: 'rest',
        7: 'Yes',
        8: 'No',
      }),
      ...under('1.3.6.1.4.1.318.1.1.27.1.4.2.2.1.4.1', { 1: 'No Demand', 2: 'Primary', 3: 'Off', 4: 'On' }),
    },
  },
  {
    device: 'deltaups_mini-snmp',
    why: 'this agent counts volts in tenths, against RFC 1628: 2302 is 230.2 V',
    says: under('1.3.6.1.2.1.33.1', {
      '4.4.1.2.1': '230.2 V',
      '3.3.1.3.1': '231.3 V',
      '5.3.1.2.1': '230.8 V',
    }),
  },
  {
    device: 'eaton-mgeups_9px',
    why: 'a UPS without a battery probe answers 0: no battery stands at 0 °C in a running UPS',
    says: { '1.3.6.1.2.1.33.1.2.7.0': gone },
  },
  {
    device: 'eltek-webpower',
    why: 'ampere-hours are a charge, not a current',
    says: under('1.3.6.1.4.1.12148.9.3.20', { '2.0': '1360 Ah', '3.0': '0 Ah' }),
  },
  {
    device: 'enexus_enexus',
    why: 'no overall battery probe is fitted (the bank’s own says 20 °C): 0 stands for none',
    says: { '1.3.6.1.4.1.12148.10.10.7.5.0': gone },
  },
  {
    device: 'himoinsa-gensets',
    right: 'voltage',
    why: 'column 15 is a phase voltage, the phase currents are 16 to 18: the peer reads a current from it too',
    says: { '1.3.6.1.4.1.41809.1.55.1.15.0': '0 V' },
  },
  {
    device: 'netmanplus_204',
    why: '-1 in a current that cannot be negative is this card’s "not measured"',
    says: under('1.3.6.1.2.1.33.1', {
      '3.3.1.4.1': gone,
      '3.3.1.4.2': gone,
      '3.3.1.4.3': gone,
      '2.6.0': gone,
    }),
  },
  {
    device: 'pcoweb-rittalchiller',
    why: 'the controller counts the efficiency ratio in tenths: 4.8 is a chiller, 48 is none',
    says: { '1.3.6.1.4.1.9839.2.1.3.120.0': '4.8' },
  },
  {
    device: 'pcoweb-rittalchiller',
    why: 'a pump’s speed is a load, not a humidity',
    says: under('1.3.6.1.4.1.9839.2.1.2', { '90.0': '100 %', '91.0': '0 %' }),
  },
  {
    device: 'routeros_rb760igs',
    why: 'the cage is empty: its 0 V, 0 °C and 0 dBm measure nothing',
    says: under('1.3.6.1.4.1.14988.1.1.19.1.1', {
      '6.6': gone,
      '7.6': gone,
      '8.6': gone,
      '9.6': gone,
      '10.6': gone,
    }),
  },
  {
    device: 'socomec-ups',
    why: '65535 is the end of 16 bits, not 45 days of battery',
    says: { '1.3.6.1.4.1.4555.1.1.7.1.2.3.0': gone },
  },
  {
    device: 'socomec-ups',
    right: 'Battery #0 Status',
    why: 'the object is the battery’s status; the peer reads the output’s source from it too',
    says: { '1.3.6.1.4.1.4555.1.1.7.1.2.1.0': 'charging' },
  },
  {
    device: 'stulz_wib8000',
    right: 'percent',
    why: 'the valve’s opening is a percentage; the peer also calls it a state and finds it "Closed" at 0',
    says: under('1.3.6.1.4.1.29462.10.2.1.1.2.1.2.5.1.2238', {
      '1.1.1': '0 %',
      '1.2.1': '0 %',
      '1.3.1': '0 %',
      '1.4.1': '0 %',
      '1.5.1': '100 %',
      '1.6.1': '62 %',
      '1.7.1': '0 %',
      '1.8.1': '3 %',
      '2.1.1': '40 %',
    }),
  },
];
