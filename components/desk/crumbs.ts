/** "Sites › Abidjan › Énergie": where one is, from the address. Pure. */

import { type System, systems } from '../../lib/inventory/inventory.ts';
import { commonMessages } from '../../lib/messages/common.ts';
import { deskMessages } from '../../lib/messages/desk.ts';
import type { Locale } from '../../lib/messages/message.ts';

interface KnownSite {
  readonly id: string;
  readonly name: string;
  readonly devices: readonly { readonly id: string; readonly name: string }[];
}
const registers: Readonly<
  Record<
    string,
    'railOnCall' | 'railMaintenance' | 'railLogbook' | 'railChecks' | 'railAlarmQuality' | undefined
  >
> = {
  'on-call': 'railOnCall',
  maintenance: 'railMaintenance',
  logbook: 'railLogbook',
  checks: 'railChecks',
  'alarm-quality': 'railAlarmQuality',
};
const isSystem = (text: string | undefined): text is System => systems.includes(text as System);

export function crumbsOf(path: string, sites: readonly KnownSite[], locale: Locale): string {
  const say = deskMessages[locale];
  const [room = '', id = '', third] = path.split('/').filter((part) => part !== '');
  const site = sites.find((one) => one.id === id);
  if (room === 'sites') {
    const system = isSystem(third) ? commonMessages[locale][third] : null;
    return [say.sites, site?.name ?? id, ...(system ? [system] : [])].join(' › ');
  }
  if (room === 'devices') {
    const device = site?.devices.find((one) => one.id === third);
    return [say.sites, site?.name ?? id, device?.name ?? third ?? ''].join(' › ');
  }
  const register = registers[room];
  if (register !== undefined) return `${say.alarms} › ${say[register]}`;
  if (room === 'incidents') return id === '' ? say.incidents : `${say.incidents} › ${id.slice(0, 8)}`;
  if (room === 'vigie') return `${say.vigie} › ${say.vigieHealth}`;
  if (room === 'drill') return `${say.vigie} › ${say.drill}`;
  if (room === 'settings') return `${say.vigie} › ${say.settings}`;
  return say.overview;
}
