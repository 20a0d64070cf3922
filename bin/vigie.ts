/** `npm run vigie -- VERB …`: finds the verb in the table and runs it. */
import { helpText } from './verbs/help.ts';
import { verbs } from './verbs/index.ts';

const [name = 'help', ...args] = process.argv.slice(2).filter((arg) => arg !== '--help');
const asksHelp = process.argv.includes('--help');
const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;

// `… | head` closes the pipe early: that is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

async function run(): Promise<number> {
  if (!verb) {
    process.stderr.write(`vigie: there is no verb "${name}".\n\n${helpText()}\n`);
    return 2;
  }
  if (asksHelp && name !== 'help') {
    process.stdout.write(`npm run vigie -- ${verb.usage}\n    ${verb.does}\n`);
    return 0;
  }
  const start = await verb.load();
  return start(args, (text) => process.stdout.write(text));
}

try {
  process.exitCode = await run();
} catch (error) {
  process.stderr.write(`vigie: ${(error as Error).message}\n`);
  process.exitCode = 1;
}
