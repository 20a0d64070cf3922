/** `vigie rules replay`: what the built-in rules, or an operator's own, would have said over the readings of a running Vigie. */
import { resolve } from 'node:path';
import { builtInRules, readRuleFiles } from '../../lib/alerting/file-rules.ts';
import { parseRules } from '../../lib/alerting/parse-rules.ts';
import { reasonSaid } from '../../lib/alerting/reason-said.ts';
import type { Episode, Replayed } from '../../lib/alerting/replay.ts';
import { canReplay, replayRules } from '../../lib/alerting/replay.ts';
import type { Rule } from '../../lib/alerting/rule.ts';
import { kindsOf, ruleSet } from '../../lib/alerting/rule-set.ts';
import { nearest } from '../../lib/config/nearest.ts';
import { printProblem } from '../../lib/config/place.ts';
import { unknownEnvironment } from '../../lib/config/readers.ts';
import { readBook } from '../../lib/inventory/file-book.ts';
import type { Inventory } from '../../lib/inventory/inventory.ts';
import { formatDuration } from '../../lib/messages/format.ts';
import { rulesReplayMessages } from '../../lib/messages/rules-replay.ts';
import { openReadingStore } from '../../lib/readings/open-reading-store.ts';
import type { ReadingStore } from '../../lib/readings/reading-store.ts';
import type { Instant } from '../../lib/time/clock.ts';
import { type Asked, readAsked, runningVigie } from './running.ts';
import type { RunVerb } from './verb.ts';

const words = rulesReplayMessages.en;
const dayMs = 86_400_000;
/** The verb says where it is at most this often. */
const progressMs = 5_000;

/** Without a zone it is UTC, like every instant of the verbs. */
function readInstant(text: string): Instant {
  const zoned = /([Zz]|[+-]\d{2}:\d{2})$/.test(text) || !text.includes('T');
  const at = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(zoned ? text : `${text}Z`) : Number.NaN;
  if (Number.isNaN(at)) throw new Error(words.notAnInstant(text));
  return at;
}

async function inventoryOf(dir: string): Promise<Inventory> {
  // Kinds of devices are all that is asked of the book: nobody signs in with its secrets here.
  const book = await readBook(dir, unknownEnvironment);
  if (book.ok) return book.inventory;
  throw new Error(book.problems.map(printProblem).join('\n'));
}

/** The built-in rules with the operator's own: one of the same name takes the place of the other. */
function rulesOf(path: string): readonly Rule[] {
  const builtIn = builtInRules();
  // Of a folder its rules only: a whole site book may be named.
  const own = readRuleFiles(path).filter(({ name }) => name === 'rules.yaml' || path.endsWith(name));
  const parsed = parseRules(
    own,
    null,
    builtIn.map(({ id }) => id),
  );
  if (!parsed.ok) throw new Error(parsed.problems.map(printProblem).join('\n'));
  const left = builtIn.filter(({ id }) => !parsed.off.includes(id));
  return [...new Map([...left, ...parsed.rules].map((rule) => [rule.id, rule])).values()];
}

function chosen(rules: readonly Rule[], id: string | undefined): readonly Rule[] {
  if (id === undefined) return rules;
  const rule = rules.find((one) => one.id === id);
  const ids = rules.map((one) => one.id);
  if (rule === undefined) throw new Error(words.noSuchRule(id, nearest(id, ids) ?? null));
  if (!canReplay(rule)) throw new Error(words.onlySilence(id));
  return [rule];
}

const utc = (at: Instant): string => new Date(at).toISOString().slice(0, 19).replace('T', ' ');
const lasting = (ms: number): string => formatDuration(ms, 'en', true);

function sayEpisode(episode: Episode, to: Instant): string {
  const { raisedAt, clearedAt, site, device, instance, rule, reason, metric } = episode;
  const thing = [site, device, instance].filter((part) => part !== '').join('/');
  return words.episode(
    utc(raisedAt),
    clearedAt === null ? null : utc(clearedAt),
    lasting((clearedAt ?? to) - raisedAt),
    rule,
    thing,
    reasonSaid(reason, metric, 'en'),
  );
}

function sayReplayed({ from, to, readings, ...replayed }: Replayed): readonly string[] {
  const loud = replayed.rules.filter(({ raised }) => raised > 0);
  return [
    words.header(utc(from), utc(to), readings),
    ...replayed.episodes.map((episode) => sayEpisode(episode, to)),
    ...(replayed.episodesLeftOut > 0 ? [words.leftOut(replayed.episodesLeftOut)] : []),
    ...(loud.length === 0 ? [words.nothing] : []),
    ...loud.map(({ rule, raised, totalMs, longestMs, noisiest }) =>
      words.summary(
        rule,
        raised,
        lasting(totalMs),
        lasting(longestMs),
        noisiest === null || noisiest.raised === raised
          ? ''
          : words.noisiest(noisiest.thing, noisiest.raised),
      ),
    ),
    words.quiet(replayed.rules.length - loud.length),
    ...(replayed.notReplayed.length > 0 ? [words.notReplayed(replayed.notReplayed.join(', '))] : []),
  ];
}

interface ReplayAsked {
  /** Folder of the site book that the readings are of. */
  readonly bookDir: string;
  /** File or folder of the rules. */
  readonly rulesPath: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly rule: string | undefined;
}

/** `say`: where the replay stands, for whoever waits. */
async function replayOver(
  source: Pick<ReadingStore, 'readingsBetween'>,
  { bookDir, rulesPath, from, to, rule }: ReplayAsked,
  say: (text: string) => void,
): Promise<Replayed> {
  const rules = chosen(rulesOf(rulesPath), rule);
  const set = ruleSet(rules, kindsOf(await inventoryOf(bookDir)));
  let saidAt = performance.now();
  return await replayRules({
    set,
    source,
    from,
    to,
    onProgress: (at, readings) => {
      if (performance.now() - saidAt < progressMs) return;
      saidAt = performance.now();
      say(`${words.progress(utc(at), readings)}\n`);
    },
  });
}

function spanOf({ values }: Asked, now: Instant): { readonly from: Instant; readonly to: Instant } {
  const to = values.to === undefined ? now : readInstant(values.to);
  const from = values.from === undefined ? to - dayMs : readInstant(values.from);
  if (!(from < to) || to > now) throw new Error(words.emptySpan);
  return { from, to };
}

export const rulesReplay: RunVerb = async (args, write) => {
  const asked = readAsked(args, ['config', 'from', 'to', 'rule']);
  if (asked.positionals.length !== 1) throw new Error(words.usage);
  const runtime = runningVigie(asked.data);
  const span = spanOf(asked, Date.now());
  const store = openReadingStore(runtime.readings);
  try {
    const { bookDir } = runtime;
    const rulesPath = resolve(asked.values.config ?? bookDir);
    const wanted = { bookDir, rulesPath, ...span, rule: asked.values.rule };
    const replayed = await replayOver(store, wanted, (text) => process.stderr.write(text));
    write(asked.json ? `${JSON.stringify(replayed)}\n` : `${sayReplayed(replayed).join('\n')}\n`);
    return 0;
  } finally {
    await store.close();
  }
};
