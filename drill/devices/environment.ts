/** The environment unit with its sensors and dry contacts (POSEIDON-MIB). */
import { integer, type MibObject, text } from '../snmp/mib-tree.ts';
import type { Trap } from '../snmp/trap.ts';
import { type SiteView, type SnmpDevice, systemGroup } from './view.ts';

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
      // Inputs are named by what the unit calls them.
      snmpContacts: Object.fromEntries(contacts.map(({ name, rest, means }) => [name, { rest, means }])),
    },
  };
}
