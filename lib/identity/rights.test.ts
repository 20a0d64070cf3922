/** A right that nobody wrote into the table, a scope that widens, a page of the manual that says another thing than the code. */
import { describe, expect, it } from 'vitest';
import { authorise, type Role, scopeOf, type Who } from './authorise.ts';
import { mayAsRole, mayAsToken, resources, roles, tokenKinds, verbs } from './rights.ts';

const person = (role: Role, scope: Partial<Who> = {}): Who => ({
  kind: 'person',
  name: role,
  roles: [role],
  ...scope,
});

/** docs/rights.md. Written anew by `npx vitest run -u` on this file. */
function rightsPage(): string {
  const letters = (may: (verb: (typeof verbs)[number]) => boolean) =>
    verbs.map((verb) => (may(verb) ? (verb[0] ?? '').toUpperCase() : '')).join('') || '·';
  const rows = resources.map((resource) => [
    resource,
    ...roles.map((role) => letters((verb) => mayAsRole(role, verb, resource))),
    ...tokenKinds.map((kind) => letters((verb) => mayAsToken(kind, verb, resource))),
  ]);
  const heads = ['', ...roles, ...tokenKinds.map((kind) => `token: ${kind}`)];
  const lines = [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return `# Who may what

Made from \`lib/identity/rights.ts\`; a test holds this page equal to it. R: read · O: operate, change what Vigie does · B: beat,
say that one lives · M: manage, decide who may.

${lines.join('\n')}

- A role counts only within the person's scope: the sites named, the customer named. What has no site and no customer (people, tokens,
  audit, whatever is managed) asks for a right on the whole house.
- \`recordings\` read is to listen to one; a customer hears its own. \`phone-numbers\` read is to see a number in full; everybody else sees it
  masked, and no number is ever logged or published in full.
- A token made with a role has that role's rights instead of its kind's, within its scope; no token has the role administrator but
  the one of the data folder. A wall's cookie never carries more than a wall's rights.
- Without any right: \`/api/health\`, the sign-in pages, and addresses that carry a key of their own (heartbeats of jobs, links to acknowledge).
`;
}

describe('the table of rights', () => {
  it('is the page of the manual, cell by cell', async () => {
    await expect(rightsPage()).toMatchFileSnapshot('../../docs/rights.md');
  });
  it('gives an administrator everything and a person without a role nothing', () => {
    for (const resource of resources)
      for (const verb of verbs) {
        expect(authorise(person('administrator'), verb, resource).ok).toBe(true);
        expect(authorise({ kind: 'person', name: 'x' }, verb, resource).ok).toBe(false);
        expect(authorise({ kind: 'person', name: 'x', roles: [] }, verb, resource).ok).toBe(false);
      }
  });
  it('lets nobody but an administrator decide who may', () => {
    for (const role of roles.filter((one) => one !== 'administrator'))
      for (const resource of ['people', 'tokens', 'identity', 'audit'] as const)
        for (const verb of verbs) expect(authorise(person(role), verb, resource).ok).toBe(false);
  });
  it('shows no number in full and no recording to who need not have them', () => {
    const may = (resource: 'phone-numbers' | 'recordings') =>
      roles.filter((role) => authorise(person(role), 'read', resource).ok);
    expect(may('phone-numbers')).toEqual(['operator', 'on-call', 'supervisor', 'agent', 'administrator']);
    expect(may('recordings')).toEqual(['supervisor', 'customer', 'administrator']);
  });
});

describe('a scope', () => {
  const narrow = person('operator', { sites: ['cotonou'] });
  it('ends at its sites and says so', () => {
    expect(authorise(narrow, 'operate', 'incidents', { site: 'cotonou' }).ok).toBe(true);
    expect(authorise(narrow, 'operate', 'incidents', { site: 'conakry' })).toEqual({
      ok: false,
      reason: 'Your rights do not reach this site.',
    });
    expect(scopeOf(narrow)).toEqual({ sites: ['cotonou'], customer: null });
  });
  it('of no site at all reaches none, rather than all', () => {
    expect(authorise(person('viewer', { sites: [] }), 'read', 'readings', { site: 'cotonou' }).ok).toBe(
      false,
    );
  });
  it('ends at its customer: neither another one’s nor what belongs to none', () => {
    const canal = person('customer', { customer: 'canal' });
    expect(authorise(canal, 'read', 'campaigns', { customer: 'canal' }).ok).toBe(true);
    expect(authorise(canal, 'read', 'campaigns', { customer: 'other' }).ok).toBe(false);
    expect(authorise(canal, 'read', 'campaigns', { customer: null }).ok).toBe(false);
  });
  it('never widens itself: an administrator of one site manages no people and makes no tokens', () => {
    const local = person('administrator', { sites: ['cotonou'] });
    expect(authorise(local, 'operate', 'incidents', { site: 'cotonou' }).ok).toBe(true);
    for (const resource of ['people', 'tokens', 'audit', 'identity'] as const)
      for (const verb of verbs) expect(authorise(local, verb, resource).ok).toBe(false);
  });
  it('narrows a token as it narrows a person, and a token’s role takes the place of its kind', () => {
    const token: Who = { kind: 'api', name: 'ticketing', roles: ['operator'], sites: ['cotonou'] };
    expect(authorise(token, 'operate', 'incidents', { site: 'cotonou' }).ok).toBe(true);
    expect(authorise(token, 'operate', 'incidents', { site: 'conakry' }).ok).toBe(false);
    expect(authorise({ ...token, roles: [] }, 'operate', 'incidents').ok).toBe(false);
  });
});
