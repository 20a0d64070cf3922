/**
 * `vigie config check DIR`: reads a site book as a start would, and says every problem with its place and remedy.
 * Touches neither the network nor a running Vigie.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readWholeBook, type WholeBook } from '../../lib/alarm/file-alarm-book.ts';
import { printProblem } from '../../lib/config/place.ts';
import { unknownEnvironment } from '../../lib/config/readers.ts';
import { systemClock } from '../../lib/time/clock.ts';
import type { RunVerb } from './verb.ts';

const counted = (many: number, one: string, several: string): readonly string[] =>
  many === 0 ? [] : [`${many} ${many > 1 ? several : one}`];

const summary = ({ inventory, alarmBook }: WholeBook): string => {
  const count = (of: (site: WholeBook['inventory']['sites'][number]) => number): number =>
    inventory.sites.reduce((sum, site) => sum + of(site), 0);
  const parts = [
    `${inventory.sites.length} site${inventory.sites.length > 1 ? 's' : ''}`,
    `${count((site) => site.devices.length)} devices`,
    `${count((site) => site.links.length)} links`,
    `${count((site) => site.trunks.length)} trunks`,
    ...counted(alarmBook.people.length, 'person', 'people'),
    ...counted(alarmBook.onCall.schedules.length, 'schedule', 'schedules'),
    ...counted(alarmBook.channels.size, 'channel', 'channels'),
    ...counted(alarmBook.ownRules.size, 'rule of its own', 'rules of its own'),
    ...counted(alarmBook.checks.length, 'periodic check', 'periodic checks'),
  ];
  return `The site book is right: ${parts.join(', ')}.`;
};

export const config: RunVerb = async (args, write) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      data: { type: 'string' },
      'without-secrets': { type: 'boolean', default: false },
    },
  });
  const [what, dir] = positionals;
  if (what !== 'check' || dir === undefined || positionals.length > 2)
    throw new Error('config: say check DIR, DIR being the folder of a site book (such as config/example)');
  const env = values['without-secrets'] ? unknownEnvironment : process.env;
  const book = await readWholeBook(resolve(dir), env, systemClock.now());
  if (values.json) {
    const { ok, warnings } = book;
    write(`${JSON.stringify({ ok, problems: book.ok ? [] : book.problems, warnings })}\n`);
    return ok ? 0 : 1;
  }
  for (const warning of book.warnings) write(`${printProblem(warning)} (warning)\n`);
  if (book.ok) {
    write(`${summary(book.book)}\n`);
    return 0;
  }
  for (const problem of book.problems) write(`${printProblem(problem)}\n`);
  const { length } = book.problems;
  process.stderr.write(
    `The site book is refused: ${length} problem${length > 1 ? 's' : ''}. Nothing would start.\n`,
  );
  return 1;
};
