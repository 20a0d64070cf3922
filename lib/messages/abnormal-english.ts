/** Abnormal states in English; the same facts as in French. */
import { type AbnormalWords, shortly, type Told } from './abnormal-facts.ts';
import { formatBitRate, formatClock, formatDuration, formatNumber, formatRatio, noValue } from './format.ts';
import { formatQuantity } from './quantity.ts';

const duration = (ms: number): string => formatDuration(ms, 'en');
const percent = (ratio: number | null): string => (ratio === null ? noValue : formatRatio(ratio, 'en'));
const told = (what: string, consequence: string | null, action: string | null, cell: string): Told => ({
  what,
  consequence,
  action,
  cell,
});
const named = (label: string, thing: string): string => (thing === '' ? label : `${label} (${thing})`);
const call = (who: string, phone: string | null): string =>
  phone === null ? `Call ${who}` : `Call ${who} on ${phone}`;
const provider = (facts: { provider: string | null; phone: string | null }): string =>
  call(facts.provider ?? 'the provider', facts.phone);
const hiddenDevices = (count: number): string => `${count} device${count === 1 ? '' : 's'} hidden behind it`;
const delay = (facts: { delayMs: number | null; resolutionMs: number | null }): string =>
  facts.delayMs === null
    ? ''
    : `relay in ${duration(facts.delayMs)}${facts.resolutionMs === null ? '' : ` (within ${duration(facts.resolutionMs)})`}`;
const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** "E1 2" is written E1 no. 2; a device's own name stays as it is. */
const e1Name = (trunk: string): string => {
  const number = /^(?:e1|trunk|span|pri)\D{0,3}(\d+)$/i.exec(trunk)?.[1];
  return number === undefined ? trunk : `E1\u00a0no.\u00a0${number}`;
};

const generatorWords: Readonly<Record<string, string>> = {
  ready: 'ready',
  'not-in-auto': 'not in automatic',
  cranking: 'cranking',
  'running-no-load': 'running without load',
  'on-load': 'on load',
  cooldown: 'cooling down',
  'fail-to-start': 'failed to start',
  shutdown: 'shut down by a fault',
};
const contactWords: Readonly<Record<string, readonly [what: string, cell: string, action: string]>> = {
  fire: ['Fire detected', 'Fire', 'Evacuate'],
  smoke: ['Smoke detected', 'Smoke', 'Evacuate'],
  door: ['Door open', 'Door', 'Have the guard check the door'],
  water: ['Water leak', 'Water', 'Shut the water off and protect the racks'],
  motion: ['Motion detected', 'Motion', 'Look at the camera'],
  intrusion: ['Intrusion', 'Intrusion', 'Call the guard and look at the camera'],
  input: ['Input active', 'Input', 'Check on site'],
};
const heartbeatWords: Readonly<Record<string, string>> = {
  late: 'late',
  small: 'too small',
  failed: 'failed',
  never: 'never seen',
};
const probeWords: Readonly<Record<string, string>> = {
  refused: 'refuses the connection',
  silent: 'does not answer',
  wrong: 'gives a wrong answer',
};

export const abnormalEnglish: AbnormalWords = {
  collectorSilent: ({ site, silentMs }) =>
    told(
      site === null ? 'Collection stopped' : `Collection stopped: ${site}`,
      `No reading for ${duration(silentMs)}`,
      'Restart the collector',
      duration(silentMs),
    ),
  bookRefused: ({ count, first }) =>
    told(
      count > 1 ? `Configuration refused: ${count} errors` : 'Configuration refused',
      'The old one stays in force',
      `Correct ${first}`,
      'Config',
    ),
  storeDown: ({ reason, waiting }) =>
    told(
      'Reading store out of reach',
      `${formatNumber(waiting, 'en')} readings wait on disk`,
      `Restart the store (${reason})`,
      'Store',
    ),
  bufferDown: ({ reason }) =>
    told('The collector can no longer write', 'New readings are lost', `Free the disk (${reason})`, 'Disk'),
  roleDown: ({ role }) =>
    told(`Process ${role} stopped`, 'Vigie restarts it', 'Read its log if it lasts', role),
  siteUnreachable: (facts) =>
    told(
      'Site unreachable',
      `${facts.device} no longer answers, ${hiddenDevices(facts.hidden)}`,
      provider(facts),
      'Unreachable',
    ),
  deviceSilent: ({ device, hidden, zone, answeredAt }) =>
    told(
      `${device} no longer answers`,
      hidden > 0
        ? hiddenDevices(hidden)
        : answeredAt === null
          ? 'No answer since the start'
          : `Last answer at ${formatClock(answeredAt, zone)}`,
      'Check its power and its cable',
      'Silent',
    ),
  checkSilent: ({ device, check, reason }) =>
    told(
      `${device} no longer answers over ${check.split('/')[0]?.toUpperCase()}`,
      `Its readings are old${reason === null ? '' : ` (${reason})`}`,
      'Check its agent and its access rights',
      'Silent',
    ),
  onGenerator: ({ runwayMs, serviceLeftMs, orderBefore, late, zone, mainsLost, missingLitres }) => {
    const fuel = runwayMs === null ? 'Fuel runway unknown' : `Fuel ${duration(runwayMs)}`;
    const order =
      orderBefore === null
        ? 'Watch the fuel level'
        : late
          ? `order ${formatNumber(missingLitres, 'en', 0)} L at once`
          : `order before ${formatClock(orderBefore, zone)}`;
    return told(
      mainsLost ? 'Mains lost, site on generator' : 'Site on generator',
      serviceLeftMs === null || serviceLeftMs === 0 ? fuel : `${fuel}, service ${duration(serviceLeftMs)}`,
      order,
      runwayMs === null ? 'Generator' : duration(runwayMs),
    );
  },
  onBattery: ({ runtimeMs, generator }) =>
    told(
      'Mains lost, site on UPS',
      `${runtimeMs === null ? 'Runtime unknown' : `Battery ${duration(runtimeMs)}`}${generator === null ? '' : `, generator ${generatorWords[generator] ?? generator}`}`,
      'Start the generator',
      runtimeMs === null ? 'Battery' : duration(runtimeMs),
    ),
  noPower: () => told('Site without power', 'Everything stops', 'Call the guard and the electrician', 'Down'),
  mainsLost: ({ device }) =>
    told('Mains lost', `Seen by ${device}`, 'Check that the generator starts', 'Mains'),
  generatorState: ({ device, text }) =>
    told(
      `Generator: ${generatorWords[text] ?? text}`,
      text === 'cooldown' || text === 'cranking' ? null : 'It will not take the site over in an outage',
      text === 'not-in-auto' ? 'Put the generator back in automatic' : `Go and see ${device}`,
      'Generator',
    ),
  fuelLow: ({ ratio, litres, runwayMs }) =>
    told(
      `Fuel low: ${percent(ratio)}`,
      [
        litres === null ? null : `${formatNumber(litres, 'en', 0)} L in the tank`,
        runwayMs === null ? null : `about ${duration(runwayMs)} on load`,
      ]
        .filter((part) => part !== null)
        .join(', ') || null,
      'Order fuel',
      percent(ratio),
    ),
  upsBattery: ({ device, runtimeMs }) =>
    told(
      `${device}: battery weak`,
      runtimeMs === null ? 'Runtime unknown' : `Runtime ${duration(runtimeMs)}`,
      'Plan to replace the battery',
      runtimeMs === null ? 'Battery' : duration(runtimeMs),
    ),
  overflow: (facts) =>
    told(
      `Primary link at ${percent(facts.ratio)}, overflow ${facts.pending ? 'being checked' : 'active'}`,
      facts.backupBitsPerSecond === null
        ? delay(facts) || null
        : `The backup carries ${formatBitRate(facts.backupBitsPerSecond, 'en')}${facts.delayMs === null ? '' : `; ${delay(facts)}`}`,
      null,
      percent(facts.ratio),
    ),
  overflowNoRelay: (facts) =>
    told(
      `Primary link at ${percent(facts.ratio)}, the backup does not take over`,
      'The overflow promised is not held',
      'Check the load sharing of the firewall',
      percent(facts.ratio),
    ),
  overflowLate: (facts) =>
    told(
      `Primary link at ${percent(facts.ratio)}, the backup took over too late`,
      facts.delayMs === null ? null : `Overflow not held: ${delay(facts)}`,
      'Check the sharing rules of the firewall',
      percent(facts.ratio),
    ),
  overflowNoRelief: (facts) =>
    told(
      `Primary link at ${percent(facts.ratio)} in spite of the backup`,
      facts.backupBitsPerSecond === null
        ? null
        : `The backup only carries ${formatBitRate(facts.backupBitsPerSecond, 'en')}`,
      'Find what fills the link',
      percent(facts.ratio),
    ),
  failOver: (facts) =>
    told(
      'Primary link down, traffic on the backup',
      facts.backupRatio === null
        ? 'No link in reserve'
        : `Backup at ${percent(facts.backupRatio)}, no link in reserve`,
      provider(facts),
      'Fail-over',
    ),
  bothDown: (facts) => told('Both links are down', 'The site is without internet', provider(facts), 'Down'),
  primaryDown: (facts) =>
    told('Primary link down', 'The contract promises two links', provider(facts), 'Down'),
  backupDown: (facts) => told('Backup link down', 'No link in reserve', provider(facts), 'Backup'),
  capacity: (facts) =>
    told(
      `Link at ${percent(facts.ratio)} of its contract`,
      'VoIP calls may suffer',
      'Find what fills the link',
      percent(facts.ratio),
    ),
  tunnelDown: ({ tunnel, applications }) =>
    told(
      `VPN tunnel ${tunnel} down`,
      applications === 0 ? null : `${applications} application${applications > 1 ? 's' : ''} out of reach`,
      'Restart the tunnel, then call the other side',
      'VPN',
    ),
  contact: ({ meaning, thing, device, phone }) => {
    const [what, cell, action] = contactWords[meaning] ?? ['Contact active', 'Contact', 'Check on site'];
    const urgent = meaning === 'fire' || meaning === 'smoke';
    return told(
      `${what}: ${thing || device}`,
      thing === '' ? null : `Seen by ${device}`,
      urgent && phone !== null ? `${action} and call the fire brigade (${phone})` : action,
      cell,
    );
  },
  contactUnplugged: ({ thing, device, meaning }) =>
    told(
      `Sensor unplugged: ${thing || device}`,
      `${contactWords[meaning]?.[0] ?? 'This input'}: no longer watched`,
      'Check the cable of the sensor',
      'Sensor',
    ),
  hot: ({ label, thing, device, value, unit, bound, above, cooling }) =>
    told(
      `${named(label.en, thing || device)}: ${formatQuantity(value, unit, 'en')}`,
      `${bound === null ? '' : `${above ? 'Above' : 'Below'} ${formatQuantity(bound, unit, 'en')}`}${cooling === null ? '' : `${bound === null ? 'A' : ', a'}ir conditioning ${cooling}`}` ||
        null,
      above ? 'Check the air conditioning, open the door of the room' : 'Check heating and ventilation',
      formatQuantity(value, unit, 'en'),
    ),
  cooling: ({ device, text, celsius }) =>
    told(
      `Air conditioning faulty: ${device}`,
      celsius === null ? `State: ${text}` : `The room is at ${formatQuantity(celsius, 'celsius', 'en')}`,
      'Call the technician, start the spare unit',
      'Cooling',
    ),
  e1Alarm: ({ trunk, text, channels, voip }) =>
    told(
      `${e1Name(trunk)} in alarm ${text}, ${channels} channels blocked`,
      voip ? 'The next calls go over VoIP' : 'The next calls go over the other E1',
      'Call the operator',
      e1Name(trunk),
    ),
  heartbeat: ({ name, text, ageMs }) =>
    told(
      `${name}: run ${heartbeatWords[text] ?? text}`,
      ageMs === null ? null : `Last run ${duration(ageMs)} ago`,
      'Start the job again and read its log',
      name,
    ),
  probe: ({ device, target, text }) =>
    told(
      `${target || device} ${probeWords[text] ?? text}`,
      `Seen from the collector (${device})`,
      'Check the service, then the way to it',
      'Probe',
    ),
  incident: ({ title, device, thing, value, unit, unknown, consequence, action }) =>
    told(
      `${title.en}, ${named(device, thing)}${unknown ? ' (state unknown)' : ''}`,
      consequence.en,
      action.en,
      value === null ? shortly(title.en, thing) : formatQuantity(value, unit, 'en'),
    ),
  offline: ({ device }) =>
    told(`${device} off line`, 'Its readings are old', 'Check its power and its network', 'Off line'),
  value: ({ label, thing, device, value, unit, bound, above }) =>
    told(
      `${named(label.en, thing)}: ${formatQuantity(value, unit, 'en')}`,
      `${device}${bound === null ? '' : `, ${above ? 'above' : 'below'} ${formatQuantity(bound, unit, 'en')}`}`,
      'Open the page of the device',
      formatQuantity(value, unit, 'en'),
    ),
  state: ({ label, thing, device, text }) =>
    told(`${named(label.en, thing)}: ${text}`, device, 'Open the page of the device', text),
  stale: ({ label, thing, device, value, unit, text, at, ageMs, zone }) =>
    told(
      `Old reading: ${lower(named(label.en, thing))}, ${device}`,
      `Last reading ${text ?? formatQuantity(value, unit, 'en')} at ${formatClock(at, zone)}`,
      'Check the sensor',
      duration(ageMs),
    ),
  staleMany: ({ device, count, ageMs }) =>
    told(
      `Old readings: ${device}`,
      `${count} readings no longer come`,
      'Open the page of the device',
      duration(ageMs),
    ),
};
