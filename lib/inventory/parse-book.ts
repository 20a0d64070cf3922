/**
 * The site book: the texts of a folder in, an `Inventory` out, or every problem at once with its file, line and
 * remedy. Pure: the environment and the secrets' files are arguments.
 */
import { remedy } from '../config/nearest.ts';
import type { LoadContext, Place, Problem, YamlFile } from '../config/place.ts';
import { inOrder, readYaml } from '../config/place.ts';
import * as r from '../config/readers.ts';
import { readSite } from './book-site.ts';
import { noStores, readStores } from './book-stores.ts';
import * as v from './book-values.ts';
import { checkWatchers, readCentre, readHeartbeat, readHost } from './book-watchers.ts';
import type { Inventory, Site } from './inventory.ts';

export type ParsedBook =
  | { readonly ok: true; readonly inventory: Inventory; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[]; readonly warnings: readonly Problem[] };

/** Beside `sites.yaml`; read by the parts of Vigie that they are for. Here they only have to be YAML. */
const companions = ['customers', 'people', 'rules', 'on-call', 'channels', 'sla', 'checks'].map(
  (name) => `${name}.yaml`,
);
export const sitesFile = 'sites.yaml';
/** Where SNMP traps are listened for, unless set: 162 asks for a privilege. */
export const defaultTrapPort = 1_162;
const maxSites = 1_000;

const mqtt = r.fields('mqtt', {
  url: r.required(v.url('mqtt', 'mqtts')),
  user: r.optional(r.text, undefined),
  password: r.optional(r.secret, undefined),
});
const listen: r.Read<string> = (at) => {
  const found = v.address(at);
  if (found === undefined) return undefined;
  return found.port === null
    ? at.problem('"listen" has no port: write for example 0.0.0.0:1883')
    : r.text(at);
};
/** One password a device, under `site/device`. */
const broker = r.fields('broker', {
  listen: r.required(listen),
  passwords: r.required(r.recordOf(r.secret)),
});

const sitesInOrder: r.Read<readonly Site[]> = (at) => {
  const read = r.recordOf(readSite, maxSites)(at);
  if (read === undefined) return undefined;
  const sites = Object.values(read);
  if (sites.length === 0) return at.problem('the book declares no site: add one under sites');
  return sites.toSorted((a, b) => a.position.longitude - b.position.longitude || (a.id < b.id ? -1 : 1));
};

function checkPasswords(at: Place, sites: readonly Site[]): void {
  const known = sites.flatMap((site) => site.devices.map((device) => `${site.id}/${device.id}`));
  for (const [name, place] of at.entries?.get('broker')?.entries?.get('passwords')?.entries ?? [])
    if (!known.includes(name))
      place.problem(`"${name}" of passwords names no SITE/DEVICE: ${remedy(name, known)}`);
}

/** Undefined keys are left out, as the types ask. */
const present = <T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };

function readSites(at: Place): Inventory | undefined {
  const read = r.fields(sitesFile, {
    organisation: r.required(r.text),
    locale: r.optional(r.oneOf('fr', 'en'), 'fr'),
    stores: r.optional(readStores, noStores),
    mqtt: r.optional(mqtt, null),
    broker: r.optional(broker, null),
    traps: r.optional(r.fields('traps', { port: r.required(r.integer(0, 65_535)) }), {
      port: defaultTrapPort,
    }),
    publicUrl: r.optional(v.url('https'), null),
    centre: r.optional(readCentre, null),
    heartbeat: r.optional(readHeartbeat, null),
    host: r.optional(readHost, null),
    sites: r.required(sitesInOrder),
  })(at);
  if (read === undefined) return undefined;
  checkPasswords(at, read.sites);
  const { centre, host } = read;
  const heartbeat =
    read.heartbeat === null ? null : { url: read.heartbeat.url, everyMs: read.heartbeat.every };
  checkWatchers(at, { centre, heartbeat, host }, read.sites);
  if (read.mqtt !== null && read.broker !== null)
    return at.problem('mqtt names another broker and broker opens the embedded one: keep one of the two');
  return {
    organisation: read.organisation,
    locale: read.locale,
    sites: read.sites,
    stores: read.stores,
    mqtt: read.mqtt === null ? null : present(read.mqtt),
    broker: read.broker,
    trapPort: read.traps.port,
    publicUrl: read.publicUrl === null ? null : new URL(read.publicUrl).origin,
    centre,
    heartbeat,
    host,
  };
}

/** `secretFile`: the text behind `file:PATH`, null when it cannot be read. */
export function parseBook(
  files: readonly YamlFile[],
  env: Readonly<Record<string, string | undefined>>,
  secretFile: (path: string) => string | null = () => null,
): ParsedBook {
  const load: LoadContext = { problems: [], warnings: [], env, secretFile };
  let inventory: Inventory | undefined;
  for (const { name, text } of files) {
    if (name !== sitesFile && !companions.includes(name)) {
      const said = `this file is not part of a site book: ${remedy(name, [sitesFile, ...companions])}`;
      load.problems.push({ file: name, line: 1, text: said });
      continue;
    }
    const place = readYaml(name, text, load);
    if (place !== undefined && name === sitesFile) {
      if (place.empty) place.problem('the file is empty: write organisation and sites');
      else inventory = readSites(place);
    }
  }
  if (!files.some((file) => file.name === sitesFile))
    load.problems.push({
      file: sitesFile,
      line: 1,
      text: 'the folder has no sites.yaml: write one (see config/example)',
    });
  const { problems, warnings } = load;
  if (problems.length > 0 || inventory === undefined)
    return { ok: false, problems: inOrder(problems), warnings: inOrder(warnings) };
  return { ok: true, inventory, warnings: inOrder(warnings) };
}
