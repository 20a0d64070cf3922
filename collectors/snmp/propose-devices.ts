/** What was discovered as YAML for the site book; communities as `${NAME}`, never as they are. Pure. */
import { Document, YAMLMap } from 'yaml';
import type { Found } from './discover-network.ts';

export interface ProposalWords {
  readonly proposal: string;
  readonly setVariable: string;
  readonly kindGuessed: string;
  readonly pingOnly: string;
}

export function proposalOf(found: readonly Found[], site: string, words: ProposalWords): string {
  const document = new Document({ sites: { [site]: { devices: {} } } });
  const devices = document.getIn(['sites', site, 'devices']);
  if (!(devices instanceof YAMLMap)) return '';
  const taken = new Set<string>();
  for (const one of found) {
    const id = idOf(one, taken);
    const address = one.port === 161 ? one.address : `${one.address}:${one.port}`;
    const node = document.createNode(
      one.kind === 'snmp'
        ? {
            kind: one.deviceKind,
            name: one.name,
            address,
            snmp: { version: one.version, community: `\${${one.communityName}}` },
            ping: {},
          }
        : { kind: 'server', address: one.address, ping: {} },
    );
    const notes = [
      one.description,
      one.profiles.length > 0 ? one.profiles.join(', ') : '',
      one.kind === 'ping' ? words.pingOnly : '',
      one.guessed ? words.kindGuessed : '',
    ];
    node.commentBefore = notes
      .filter((note) => note !== '')
      .map((note) => ` ${note}`)
      .join('\n');
    devices.set(id, node);
  }
  const names = [...new Set(found.flatMap((one) => one.communityName ?? []))];
  document.commentBefore = [
    ` ${words.proposal}`,
    ...names.map((name) => ` ${words.setVariable}: ${name}`),
  ].join('\n');
  return document.toString({ lineWidth: 0 });
}

/** Its own name as an identifier of the site book, made unique. */
function idOf(found: Found, taken: Set<string>): string {
  const plain = found.name
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  const base = /^[a-z]/.test(plain) ? plain.slice(0, 40) : `device-${plain}`;
  let id = base;
  for (let n = 2; taken.has(id); n += 1) id = `${base}-${n}`;
  taken.add(id);
  return id;
}
