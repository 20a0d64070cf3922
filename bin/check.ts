/** `npm run check`: format, lint, types, unit and architecture tests, in about a minute. */
import { end } from './proof/end.ts';
import { formatAndLint, inTurn, tests, types } from './proof/suites.ts';

const unitWithinMs = 5 * 60_000;

const tally = await inTurn([formatAndLint, types, () => tests('unit', unitWithinMs)]);
process.exitCode = end(tally, (text) => process.stdout.write(text));
