/**
 * `node tests/corpora/make-fixture.ts NAME…`: drafts `walk` (only where there is none, or with --new) and
 * `expected.yaml` of a profile, for its author to review. `--all`: every folder that lacks them.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { bindPoints } from '../../collectors/snmp/decode/bind.ts';
import { loadProfiles, profilesDir } from '../../collectors/snmp/profile-files.ts';
import { parseWalk, readingsOf, writeWalk } from '../../collectors/snmp/profile-fixture.ts';
import { draftWalk } from './draft-fixture.ts';

const { profiles, problems } = loadProfiles();
for (const problem of problems) console.error(problem);
const args = process.argv.slice(2);
const wanted = profiles.filter((one) =>
  args.includes('--all')
    ? !existsSync(join(profilesDir, one.name, 'expected.yaml'))
    : args.includes(one.name),
);
for (const profile of wanted) {
  const walkFile = join(profilesDir, profile.name, 'walk');
  if (!existsSync(walkFile) || args.includes('--new'))
    writeFileSync(
      walkFile,
      `# Invented from ${profile.source}: no recording of a device.\n${writeWalk(draftWalk(profile))}`,
    );
  const answers = parseWalk(readFileSync(walkFile, 'utf8'));
  const readings = readingsOf(bindPoints([profile], answers), answers);
  const lines = readings.map(
    (one) => `- ${stringify(one, { collectionStyle: 'flow', lineWidth: 0 }).trim()}`,
  );
  writeFileSync(join(profilesDir, profile.name, 'expected.yaml'), `${lines.join('\n')}\n`);
  const made = new Set(readings.map((one) => one.oid));
  const objects = [...profile.readings.map((r) => r.oid.replace(/^\./, `${profile.root}.`))];
  for (const oid of objects) if (!made.has(oid)) console.log(`${profile.name}: no reading from ${oid}`);
  profile.tables.forEach((table, t) => {
    const entry = table.table.replace(/^\./, `${profile.root}.`);
    for (const c of table.columns)
      if (typeof c.column === 'number' && ![...made].some((oid) => oid.startsWith(`${entry}.${c.column}.`)))
        console.log(`${profile.name}: no reading from column ${c.column} of table ${t} (${entry})`);
  });
  console.log(`${profile.name}: ${readings.length} readings`);
}
