/** `customers.yaml`: for whom the house works. Problems go to the load. */
import type { LoadContext } from '../config/place.ts';
import { readYaml } from '../config/place.ts';
import * as r from '../config/readers.ts';
import type { Customer } from './people.ts';

const maxCustomers = 1_000;

const colour = r.parsed(
  (written) => (/^#[0-9a-f]{6}$/i.test(written) ? written.toUpperCase() : null),
  'a colour such as "#0057B8" (in quotes, # begins a comment)',
);
const colours = r.fields('colours', {
  primary: r.required(colour),
  secondary: r.required(colour),
});

/** Undefined when something is wrong: `load.problems` says what. */
export function parseCustomers(
  file: string,
  text: string,
  load: LoadContext,
): readonly Customer[] | undefined {
  const place = readYaml(file, text, load);
  if (place === undefined) return undefined;
  if (place.empty) return [];
  const read = r.recordOf((at, id): Customer | undefined => {
    const fields = r.fields(`customer "${id}"`, {
      name: r.required(r.text),
      colours: r.optional(colours, null),
    })(at);
    return r.checkId(at, id) === undefined || fields === undefined ? undefined : { id, ...fields };
  }, maxCustomers)(place);
  return read && Object.values(read);
}
