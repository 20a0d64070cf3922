/** The two air conditioners (PowerNet InRow) and the environment unit with its dry contacts (POSEIDON-MIB). */
import type { HvacState } from '../model/climate.ts';
import { gauge, integer, type MibObject, text } from '../snmp/mib-tree.ts';
import type { Trap } from '../snmp/trap.ts';
import { type SiteView, type SnmpDevice, systemGroup } from './view.ts';

const inrow = '1.3.6.1.4.1.318.1.1.13.3';
const unit = `${inrow}.2.2.2`;
const ratedHundredWatts = 90;

export function airConditioner(view: SiteView, upMs: () => number, number: 1 | 2): SnmpDevice {
  const hvac = (): HvacState => view.state().climate.hvac[number - 1] ?? view.state().climate.hvac[0];
  const tenths = (celsius: number) => integer(celsius * 10);
  const fahrenheit = (celsius: number) => integer((celsius * 1.8 + 32) * 10);
  return {
    id: `hvac-${number}`,
    kind: 'hvac',
    name: `Climatisation ${number}`,
    parent: 'sw-1',
    objects: [
      ...systemGroup(view, {
        descr:
          'APC Web/SNMP Management Card (MB:v4.1.1 PF:v3.9.2 PN:apc_hw03_aos_392.bin AF1:v3.8.0 AN1:apc_hw03_acrc_380.bin MN:ACRC103 HR:04)',
        objectId: '1.3.6.1.4.1.318.1.3.14.5',
        name: `hvac-${number}`,
        upMs,
      }),
      [`${inrow}.1.1.0`, () => gauge(hvac().failed ? 1 : 0)],
      [`${inrow}.2.2.1.2.0`, text(`hvac-${number}`)],
      [`${inrow}.2.2.1.4.0`, text('ACRC103')],
      // 1 standby, 2 on: a unit whose compressor has tripped falls back to standby.
      [`${unit}.1.0`, () => integer(hvac().on ? 2 : 1)],
      [`${unit}.2.0`, () => integer(hvac().output * ratedHundredWatts)],
      [`${unit}.3.0`, () => integer((hvac().failed ? 1 : hvac().output) * ratedHundredWatts)],
      [`${unit}.4.0`, () => integer(900 + 800 * hvac().output)],
      [`${unit}.5.0`, () => integer(425 + 378 * hvac().output)],
      [`${unit}.6.0`, () => fahrenheit(view.state().climate.serverRoomCelsius)],
      [`${unit}.7.0`, () => tenths(view.state().climate.serverRoomCelsius)],
      [`${unit}.8.0`, () => fahrenheit(hvac().supplyCelsius)],
      [`${unit}.9.0`, () => tenths(hvac().supplyCelsius)],
      [`${unit}.10.0`, () => fahrenheit(hvac().returnCelsius)],
      [`${unit}.11.0`, () => tenths(hvac().returnCelsius)],
      [`${unit}.16.0`, () => integer((0.35 + 0.6 * hvac().output) * 1000)],
      [`${unit}.19.0`, integer(1)],
      [`${unit}.20.0`, () => integer(hvac().output * 100)],
      [`${unit}.27.0`, integer(1)],
    ],
  };
}

const poseidon = '1.3.6.1.4.1.21796.3.3';
const inputs = `${poseidon}.1.1`;
const sensors = `${poseidon}.3.1`;
const units = { celsius: 0, humidity: 3 } as const;

interface Contact {
  readonly name: string;
  readonly means: 'smoke' | 'fire' | 'water' | 'door';
  /** Fire and door loops rest closed, so that a cut wire alarms. */
  readonly rest: 'open' | 'closed';
}
const contacts: readonly Contact[] = [
  { name: 'Fumée salle serveurs', means: 'smoke', rest: 'closed' },
  { name: 'Centrale incendie', means: 'fire', rest: 'closed' },
  { name: 'Fuite d’eau', means: 'water', rest: 'open' },
  { name: 'Porte salle serveurs', means: 'door', rest: 'closed' },
  { name: 'Porte local technique', means: 'door', rest: 'closed' },
];

export function environmentUnit(view: SiteView, upMs: () => number): SnmpDevice {
  const climate = () => view.state().climate;
  const active = (contact: Contact): boolean =>
    contact.means === 'smoke' ? climate().smoke : contact.means === 'fire' ? climate().fire : false;
  const closed = (contact: Contact): boolean => (contact.rest === 'closed') !== active(contact);
  const readings: readonly (readonly [name: string, unit: number, value: () => number])[] = [
    ['Salle serveurs', units.celsius, () => climate().serverRoomCelsius],
    ['Local technique', units.celsius, () => climate().technicalRoomCelsius],
    ['Plateau', units.celsius, () => climate().floorCelsius],
    ['Salle serveurs', units.humidity, () => climate().humidity * 100],
  ];
  const objects: MibObject[] = [
    ...contacts.flatMap((contact, i): MibObject[] => [
      [`${inputs}.2.${i + 1}`, () => integer(closed(contact) ? 1 : 0)],
      [`${inputs}.3.${i + 1}`, text(contact.name)],
      [`${inputs}.4.${i + 1}`, integer(contact.rest === 'closed' ? 1 : 2)],
      [`${inputs}.5.${i + 1}`, () => integer(active(contact) ? 1 : 0)],
    ]),
    ...readings.flatMap(([name, kind, value], i): MibObject[] => [
      [`${sensors}.2.${i + 1}`, text(name)],
      [`${sensors}.4.${i + 1}`, integer(1)],
      [`${sensors}.5.${i + 1}`, () => text(`${value().toFixed(1)} ${kind === units.celsius ? 'C' : '%RH'}`)],
      [`${sensors}.6.${i + 1}`, () => integer(value() * 10)],
      [`${sensors}.8.${i + 1}`, integer(1_000 + i)],
      [`${sensors}.9.${i + 1}`, integer(kind)],
    ]),
  ];
  return {
    id: 'env-1',
    kind: 'environment',
    name: 'Centrale d’ambiance',
    parent: 'sw-1',
    objects: [
      ...systemGroup(view, {
        descr: 'Poseidon 4002 SNMP Supervisor v2.0.15',
        objectId: poseidon,
        name: 'env-1',
        upMs,
      }),
      ...objects,
    ],
    traps: (before, after): Trap[] =>
      (['smoke', 'fire'] as const).flatMap((sign, i) =>
        before.climate[sign] === after.climate[sign]
          ? []
          : [
              {
                trap: `${poseidon}.0.1`,
                varbinds: [[`${inputs}.2.${i + 1}`, integer(after.climate[sign] ? 0 : 1)]],
              } satisfies Trap,
            ],
      ),
    book: {
      snmpContacts: Object.fromEntries(
        contacts.map((contact, i) => [
          String(i + 1),
          { name: contact.name, rest: contact.rest, means: contact.means },
        ]),
      ),
    },
  };
}
