/** channels.yaml → channels; every problem with its line. A channel without its secret is said at load. */
import { type LoadContext, type Place, readYaml } from '../config/place.ts';
import { checkId, oneOf, type Read, recordOf } from '../config/readers.ts';
import { type Channel, channelKinds } from './channels/index.ts';

/** The key that keeps others from sending in the house's name. Some inner gateways ask for none: it is no mistake. */
const secretOf: Readonly<Record<string, string>> = { sms: 'secret', webhook: 'secret', email: 'password' };

function warnOfMissingSecret(at: Place, id: string, kind: string): void {
  const key = secretOf[kind];
  if (key !== undefined && at.entries?.has(key) === false)
    at.warning(`channel "${id}" has no "${key}": add it as \${NAME}, unless what it speaks to asks for none`);
}

const channel = (id: string): Read<Channel> => {
  return (at) => {
    const kindAt = at.entries?.get('kind');
    if (kindAt === undefined)
      return at.problem(`channel "${id}" has no "kind": one of ${Object.keys(channelKinds).join(', ')}`);
    const kind = oneOf(...Object.keys(channelKinds))(kindAt);
    if (kind === undefined) return undefined;
    warnOfMissingSecret(at, id, kind);
    return channelKinds[kind]?.(id)(at);
  };
};

export const channelsMax = 100;

/** Undefined when something is wrong: `load.problems` says what. */
export function parseChannels(
  file: string,
  text: string,
  load: LoadContext,
): ReadonlyMap<string, Channel> | undefined {
  const place = readYaml(file, text, load);
  if (place === undefined) return undefined;
  if (place.empty) return new Map();
  const read = recordOf(
    (at, id) => (checkId(at, id) === undefined ? undefined : channel(id)(at)),
    channelsMax,
  )(place);
  return read === undefined ? undefined : new Map(Object.entries(read));
}
