/** The invariants of the house. Each failure names the file and the way out; the reasons stand in ARCHITECTURE.md. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isTest, kindOf, readSources, roomOf, root, type Source } from './architecture/sources.ts';

const sources = readSources();
const byPath = new Map(sources.map((source) => [source.path, source]));
const product = sources.filter(({ path }) => !isTest(path));
const inRoom = (...rooms: string[]) => product.filter(({ path }) => rooms.includes(roomOf(path)));

/** Every breach at once, as lines that say what to do. */
const none = (breaches: readonly string[]) => expect(breaches.join('\n')).toBe('');

const everyImport = (files: readonly Source[]) =>
  files.flatMap(({ path, imports }) => imports.map((one) => ({ path, ...one })));

const may: Readonly<Record<string, readonly string[]>> = {
  app: ['app', 'app/_server', 'components', 'lib', 'root'],
  'app/_server': ['app', 'app/_server', 'components', 'lib'],
  components: ['components', 'lib'],
  collectors: ['collectors', 'lib'],
  dialer: ['dialer', 'lib'],
  drill: ['drill', 'lib'],
  lib: ['lib'],
};
const libOrder = [
  'time',
  'messages',
  'config',
  'identity',
  // The metric catalogue is vocabulary: the site book names its metrics, the readings are judged by it.
  'catalogue',
  'inventory',
  'readings',
  'live',
  'alerting',
  'oncall',
  'notify',
  'alarm',
  'telephony',
  'survey',
  'campaigns',
  'sla',
];

const libRoomOf = (path: string): string | undefined =>
  path.startsWith('lib/readings/catalogue/') ? 'catalogue' : path.split('/')[1];

describe('imports', () => {
  it('go only the way that ARCHITECTURE.md draws', () => {
    none(
      everyImport(product).flatMap(({ path, file }) => {
        const allowed = may[roomOf(path)];
        if (!file || !allowed || allowed.includes(roomOf(file))) return [];
        return `${path} imports ${file}: ${roomOf(path)} may import ${allowed.join(', ')} only`;
      }),
    );
  });

  it('inside lib go only to what stands further left', () => {
    none(
      everyImport(inRoom('lib')).flatMap(({ path, file }) => {
        const [from = '', to = ''] = [path, file ?? path].map(libRoomOf);
        if (!libOrder.includes(from)) return `${path}: lib/${from} is not in the order of lib`;
        return libOrder.indexOf(to) <= libOrder.indexOf(from)
          ? []
          : `${path} imports ${file}: lib/${from} stands left of lib/${to}`;
      }),
    );
  });

  it('never name a file that is not there', () => {
    none(
      everyImport(sources).flatMap(({ path, file, from }) =>
        file === null || byPath.has(file) || existsSync(join(root, file))
          ? []
          : `${path} imports ${from}: no such file`,
      ),
    );
  });
});

/** Each with the reason why it may. */
const impureCore: Readonly<Record<string, string>> = {
  'lib/time/clock.ts': 'the one place where the real clock is made',
  'lib/config/runtime.ts': 'reads the one file that tells a role where everything is',
};
const impure =
  /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\.(?!env\.NODE_ENV)|\bperformance\.now\(|\bset(Timeout|Interval|Immediate)\(|\bfetch\(/;
const outside =
  /^(node:(?!path$)|pg$|mqtt$|undici$|influx$|net-snmp$|snmp-native$|ping$|aedes$|ws$|nodemailer$|web-push$)/;

describe('core files', () => {
  const core = product.filter(
    ({ path }) => /^(lib|components)\//.test(path) && kindOf(path) === 'core' && !impureCore[path],
  );
  it('have no clock, no randomness, no environment: these are arguments', () => {
    // A screen's own code runs in the browser, where its hooks are the adapter.
    const pure = core.filter(({ text }) => !/^['"]use client['"]/m.test(text));
    none(
      pure.flatMap(({ path, code }) => {
        const found = impure.exec(code)?.[0];
        return found && !/^components\/.*\/use-|\.tsx$/.test(path)
          ? `${path} uses ${found}: take it as an argument, or name the file after what it speaks`
          : [];
      }),
    );
  });
  it('do no I/O', () => {
    none(
      everyImport(core).flatMap(({ path, from, typeOnly }) => {
        const hashOnly =
          from === 'node:crypto' && !/\brandom[A-Z]|getRandomValues/.test(byPath.get(path)?.code ?? '');
        return outside.test(from) && !typeOnly && !hashOnly
          ? `${path} imports ${from}: name the file after what it speaks, or take a port`
          : [];
      }),
    );
  });
});

describe('the browser', () => {
  it('never reaches an adapter, the server or Node', () => {
    const reach = (path: string, seen: Map<string, string>, from: string): void => {
      if (seen.has(path)) return;
      seen.set(path, from);
      for (const { file, typeOnly } of byPath.get(path)?.imports ?? [])
        if (file && !typeOnly) reach(file, seen, path);
    };
    const reached = new Map<string, string>();
    for (const { path, text } of product) if (/^['"]use client['"]/m.test(text)) reach(path, reached, path);
    none(
      [...reached].flatMap(([path, from]) => {
        const server = roomOf(path) === 'app/_server' || (path.startsWith('lib/') && kindOf(path) !== 'core');
        const node = byPath.get(path)?.imports.find((one) => outside.test(one.from) && !one.typeOnly);
        if (server) return `${from} brings ${path} into the browser`;
        return node ? `${path} brings ${node.from} into the browser (through ${from})` : [];
      }),
    );
  });
});

describe('words that must stay in their room', () => {
  /** Makers of SNMP devices. What a device says of itself is data; code that knows a maker does not generalise. */
  const makers =
    /\b(fortinet|fortigate|fortios|cisco|juniper|mikrotik|routeros|ubiquiti|huawei|schneider|eaton|socomec|riello|raritan|vertiv|liebert|geist|eltek|comap|deepsea|himoinsa|akcp|gude|audiocodes|patton|synology|qnap|hikvision|dahua|axis communications|stulz|carel|zyxel|aruba|moxa)\b/i;

  it('no maker of an SNMP device outside its profile', () => {
    none(
      inRoom('lib', 'collectors', 'components', 'app', 'app/_server').flatMap(({ path, code }) => {
        const found = path.startsWith('collectors/snmp/profiles/') ? null : makers.exec(code)?.[0];
        return found ? `${path} names ${found}: say it in collectors/snmp/profiles, as data` : [];
      }),
    );
  });
  it('no ARI word outside dialer/asterisk and the exchange of the drill', () => {
    none(
      product.flatMap(({ path, code }) => {
        const found = /^(dialer\/asterisk|drill\/exchange)/.test(path)
          ? null
          : /\b(Stasis\w*|ChannelDestroyed|ariClient)\b/.exec(code)?.[0];
        return found ? `${path} says ${found}: only dialer/asterisk speaks ARI` : [];
      }),
    );
  });
  it('no InfluxQL, line protocol or Influx client outside the influx- files', () => {
    const influx = /from 'influx'|\bprecision=(ns|ms)|\bSHOW (TAG|FIELD|MEASUREMENTS)|\bGROUP BY time\(/;
    none(
      inRoom('lib', 'collectors', 'components', 'app', 'app/_server', 'drill').flatMap(({ path, code }) => {
        const found = /(^|\/)influx-[^/]*$/.test(path) ? null : influx.exec(code)?.[0];
        return found ? `${path} says ${found}: only lib/readings/influx-* speaks to InfluxDB` : [];
      }),
    );
  });
});

describe('plug-ins', () => {
  it('of collectors are each a folder with a README and a line in the table', () => {
    const table = readFileSync(join(root, 'collectors', 'index.ts'), 'utf8');
    // `self` watches the pipeline itself and is made with it; these three are no collectors but rooms of the pipeline.
    const notPlugins = ['self', 'buffer', 'derived', 'pipeline'];
    const folders = readdirSync(join(root, 'collectors'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !notPlugins.includes(entry.name))
      .map(({ name }) => name);
    none(
      folders.flatMap((name) => [
        ...(table.includes(`'./${name}/index.ts'`)
          ? []
          : [`collectors/${name} is not in collectors/index.ts`]),
        ...(existsSync(join(root, 'collectors', name, 'README.md'))
          ? []
          : [`collectors/${name} has no README.md`]),
      ]),
    );
  });
  it('of MQTT forms are one file each in their table', () => {
    const dir = join(root, 'collectors', 'mqtt', 'formats');
    const table = readFileSync(join(dir, 'index.ts'), 'utf8');
    none(
      readdirSync(dir)
        .filter((file) => file.endsWith('.ts') && file !== 'index.ts' && !file.endsWith('.test.ts'))
        .filter((file) => !table.includes(`'./${file}'`) && !isPartOfForm(dir, file))
        .map((file) => `collectors/mqtt/formats/${file} is not in its table`),
    );
  });
  /** A form may be cut in two: `sparkplug.ts` in the table imports its own parts. */
  const isPartOfForm = (dir: string, file: string): boolean =>
    readdirSync(dir).some(
      (other) =>
        other !== file &&
        other.endsWith('.ts') &&
        readFileSync(join(dir, other), 'utf8').includes(`'./${file}'`),
    );
  it('of verbs are one file each in their table', () => {
    const dir = join(root, 'bin', 'verbs');
    const table = readFileSync(join(dir, 'index.ts'), 'utf8');
    const files = readdirSync(dir).filter((file) => /(?<!\.test)\.ts$/.test(file) && file !== 'index.ts');
    const isPart = (file: string) =>
      files.some((other) => readFileSync(join(dir, other), 'utf8').includes(`'./${file}'`));
    none(
      files
        .filter((file) => !table.includes(`'./${file}'`) && !isPart(file))
        .map((file) => `bin/verbs/${file} is in no line of bin/verbs/index.ts`),
    );
  });
});

describe('limits', () => {
  it('every queue, batch and retry has a named one', () => {
    // What lives as long as its owner: a field, never a variable of one call.
    const holds = /(#|\b(private|readonly) )\w*(queue|waiting|pending|backlog|spool)\w*\b/i;
    const named = /\b(max([A-Z]\w*)?|most|\w*[lL]imit\w*|\w*Within[A-Z]\w*|\w*[cC]apacity\w*)\b/;
    none(
      inRoom('lib', 'collectors', 'app/_server', 'bin').flatMap(({ path, code }) => {
        const found = /\.push\(|\.set\(|\.add\(/.test(code) ? holds.exec(code)?.[0] : null;
        return found && !named.test(code) ? `${path} holds "${found}" and names no limit for it` : [];
      }),
    );
  });
});

describe('size and shape', () => {
  /** Message catalogues are long because a language is; the metric catalogue is data. */
  const isData = (path: string): boolean =>
    path.startsWith('lib/messages/') || path.startsWith('lib/readings/catalogue/');

  it('a file has at most 300 lines', () => {
    none(
      sources
        .filter(({ path, lines }) => lines > 300 && !isData(path))
        .map(({ path, lines }) => `${path} has ${lines} lines: what are its two subjects?`),
    );
  });
  it('a function has at most 60 lines', () => {
    none(
      sources
        .filter(({ path }) => !isData(path) && !isTest(path))
        .flatMap(({ path, functions }) =>
          functions
            .filter(({ lines }) => lines > 60)
            .map(
              ({ name, line, lines }) => `${path}:${line} ${name} has ${lines} lines: what are its steps?`,
            ),
        ),
    );
  });
  it('a file opens with a sentence on what it is for', () => {
    none(
      sources
        .filter(({ path, text }) => !isTest(path) && !/^(#!.*\n)?(['"]use \w+['"];\n+)?\/\*\*/.test(text))
        .filter(({ path }) => path !== 'postcss.config.mjs')
        .map(({ path }) => `${path} does not open with /** what it is for */`),
    );
  });
  it('no file has a name that says nothing', () => {
    const empty = /(^|[/.-])(utils?|helpers?|misc|managers?|services?|handlers?|stuff)([/.-]|$)/i;
    // The hours in which a site gives service: the word means something there.
    const serviceHours = /(book-service|service-hours)(\.test)?\.ts$/;
    none(
      sources
        .filter(({ path }) => empty.test(path) && !serviceHours.test(path))
        .map(({ path }) => `${path}: name it after its subject`),
    );
  });
  it('no way around the type checker, the linter or a test', () => {
    const around = /@ts-(ignore|nocheck|expect-error)|biome-ignore|\b(it|describe|test)\.(skip|only)\(/;
    const gate = 'tests/real/require.ts';
    none(
      sources.flatMap(({ path, text }) => {
        const found = path === gate || path === 'tests/architecture.test.ts' ? null : around.exec(text)?.[0];
        return found ? `${path} says ${found}` : [];
      }),
    );
  });
});
