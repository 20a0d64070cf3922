/** `vigie help`: the table of verbs in words. */
import { verbs } from './index.ts';
import type { RunVerb } from './verb.ts';

export const helpText = (): string =>
  [
    'npm run vigie -- VERB … [--data DIR] [--json]',
    '',
    ...Object.values(verbs).flatMap(({ usage, does }) => [`  ${usage}`, `      ${does}`]),
    '',
    '  --data DIR   data folder of the running Vigie (default data/)',
    '  --json       standard output holds JSON only',
  ].join('\n');

export const help: RunVerb = async (args, write) => {
  const all = Object.entries(verbs).map(([verb, { usage, does }]) => ({ verb, usage, does }));
  write(args.includes('--json') ? `${JSON.stringify(all)}\n` : `${helpText()}\n`);
  return 0;
};
