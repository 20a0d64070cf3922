import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startProblems } from '../lib/campaigns/campaign.ts';
import { callBegins, callEnds, type QuotaCounts, quotaFor } from '../lib/campaigns/quota.ts';
import type { E164 } from '../lib/telephony/phone-number.ts';
import { callable, type Obstacle } from './callable.ts';
import { dayPartOf, nextIn, tomorrow, windowAt } from './calling-window.ts';
import { freeFor, matchCalls } from './language-pool.ts';
import { number, past, secondNumber, smallCampaign, smallContact, smallContext } from './small-campaign.ts';
import { whyNot } from './why-not.ts';

// Wednesday 25 November 2026, 07:30 in Abidjan (UTC+0) and 08:30 in Cotonou (UTC+1).
const morning = Date.parse('2026-11-25T07:30:00Z');
const { window } = smallCampaign();
const said = (answer: ReturnType<typeof callable>) => (answer.ok ? 'ok' : answer.reason);

describe('the calling window', () => {
  it('is the contact’s: nobody in Abidjan is called at 07:30 because it is 08:30 where the agents sit', () => {
    expect(windowAt(window, 'Africa/Porto-Novo', 'BJ', morning).open).toBe(true);
    const abidjan = windowAt(window, 'Africa/Abidjan', 'CI', morning);
    expect(abidjan).toEqual({ open: false, endAt: null, nextAt: Date.parse('2026-11-25T08:00:00Z') });
  });
  it('is closed on the holidays of the contact’s country only, and on Sundays', () => {
    const independence = Date.parse('2026-08-07T10:00:00Z');
    const christmas = Date.parse('2026-12-25T10:00:00Z');
    const republic = Date.parse('2026-11-28T10:00:00Z');
    expect(windowAt(window, 'Africa/Abidjan', 'CI', independence).open).toBe(false);
    expect(windowAt(window, 'Africa/Abidjan', 'CI', christmas).open).toBe(false);
    expect(windowAt(window, 'Africa/Brazzaville', 'CG', republic).open).toBe(false);
    expect(windowAt(window, 'Africa/Porto-Novo', 'BJ', republic).open).toBe(true);
  });
  it('gives, for any instant, a next one that is open and in the part of the day that was asked', () => {
    const parts = fc.constantFrom('morning' as const, 'afternoon' as const, 'evening' as const);
    fc.assert(
      fc.property(fc.nat({ max: 400 * 86_400 }), parts, (seconds, part) => {
        const from = Date.parse('2026-01-01T00:00:00Z') + seconds * 1_000;
        const at = nextIn([part], window, 'Africa/Porto-Novo', 'BJ', from);
        expect(at).not.toBeNull();
        expect(at ?? 0).toBeGreaterThanOrEqual(from);
        expect(windowAt(window, 'Africa/Porto-Novo', 'BJ', at ?? 0).open).toBe(true);
        expect(dayPartOf(at ?? 0, 'Africa/Porto-Novo')).toBe(part);
      }),
      { numRuns: 60 },
    );
  });
  it('that never opens has no next instant', () => {
    expect(nextIn(['morning'], { ...window, days: [] }, 'Africa/Douala', 'CM', morning)).toBeNull();
  });
});

describe('a contact', () => {
  const fresh = smallContact();
  it('that asked not to be called is left in peace on each of its numbers', () => {
    const context = smallContext(morning, { isDoNotCall: (one) => one === secondNumber });
    expect(said(callable(smallContact({ numbers: [number, secondNumber] }), context))).toBe('do-not-call');
  });
  it('without an obstacle may be called, with the trunks that may dial it', () => {
    expect(callable(fresh, smallContext(morning))).toEqual({ ok: true, trunks: ['e1'], cells: [] });
  });
  const today = [1, 2, 3].map((minutes) => past(morning - minutes * 60_000, 'busy', 'busy'));
  it.each<[Obstacle, Parameters<typeof smallContact>[0], Parameters<typeof smallContext>[1]]>([
    ['campaign-not-running', {}, { campaign: smallCampaign({ state: 'paused' }) }],
    ['final', { state: 'final' }, {}],
    ['in-flight', { state: 'in-flight' }, {}],
    ['attempts-used', { attempts: today }, { campaign: smallCampaign({ maxAttempts: 3 }) }],
    ['quota-outside', {}, { cells: [{ id: 'f', where: { sex: 'f' }, target: 1 }] }],
    ['quota-full', {}, { cells: [{ id: 'all', where: {}, target: 0 }] }],
    ['no-trunk-may-dial', { numbers: ['+2250707010203' as E164] }, {}],
    ['window-closed', { timezone: 'Africa/Abidjan', country: 'CI' }, {}],
    ['recall-later', { dueAt: morning + 1 }, {}],
    ['attempts-today', { attempts: today }, {}],
    ['callback-of-another', { callback: { at: morning - 1, agent: 'awa' } }, { agent: 'koffi' }],
    ['nobody-speaks-it', { language: 'fon' }, { languages: new Set(['fr']) }],
  ])('is told %s', (obstacle, contact, context) => {
    expect(said(callable(smallContact(contact), smallContext(morning, context)))).toBe(obstacle);
  });
  it('is not charged for the network: congestion is no attempt of today', () => {
    const attempts = [1, 2, 3, 4].map((minute) =>
      past(morning - minute * 60_000, 'congestion', 'congestion'),
    );
    expect(said(callable(smallContact({ attempts }), smallContext(morning)))).toBe('ok');
  });
  it('called enough today is told when tomorrow begins for it', () => {
    expect(callable(smallContact({ attempts: today }), smallContext(morning))).toMatchObject({
      nextAt: Date.parse('2026-11-26T07:00:00Z'),
    });
  });
  it('whose promised call found nobody waits for its recall like any other', () => {
    const contact = smallContact({ callback: { at: morning - 1, agent: null }, dueAt: morning + 60_000 });
    expect(callable(contact, smallContext(morning))).toEqual({
      ok: false,
      reason: 'recall-later',
      nextAt: morning + 60_000,
    });
  });
  it('has its next midnight by its own clock, on a day of 23 hours too', () => {
    expect(tomorrow(Date.parse('2026-03-28T23:30:00Z'), 'Europe/Paris')).toBe(
      Date.parse('2026-03-29T22:00:00Z'),
    );
  });
  it('promised to an agent who is gone is anyone’s after a while', () => {
    const contact = smallContact({ callback: { at: morning - 1_800_000, agent: 'awa' } });
    expect(said(callable(contact, smallContext(morning, { agent: 'koffi' })))).toBe('ok');
  });
});

describe('why not', () => {
  it('accounts for every contact once: what is removed and what is left add up on each line', () => {
    const contact = fc.record({
      state: fc.constantFrom('new' as const, 'due' as const, 'final' as const, 'in-flight' as const),
      country: fc.constantFrom('BJ', 'CI'),
      language: fc.constantFrom('fr', 'fon'),
      later: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(contact), (drawn) => {
        const contacts = drawn.map(({ country, later, ...rest }) =>
          smallContact({
            ...rest,
            country,
            timezone: country === 'CI' ? 'Africa/Abidjan' : 'Africa/Porto-Novo',
            dueAt: later ? morning + 60_000 : null,
          }),
        );
        const context = smallContext(morning, { languages: new Set(['fr']) });
        const funnel = whyNot(contacts, context);
        let left = funnel.total;
        for (const line of funnel.lines) {
          left -= line.removed;
          expect(line.left).toBe(left);
        }
        expect(funnel.callable).toBe(left);
        expect(funnel.callable).toBe(contacts.filter((one) => callable(one, context).ok).length);
      }),
    );
  });
});

describe('quotas', () => {
  const cells = [
    { id: 'north-f', where: { region: 'north', sex: 'f' }, target: 2 },
    { id: 'south', where: { region: 'south' }, target: 1 },
  ];
  it('count calls in flight: two people are never asked for the last place', () => {
    const one = { region: 'south' };
    const begun = callBegins(new Map(), ['south']);
    expect(quotaFor(cells, begun, one)).toMatchObject({ ok: false, reason: 'in-flight' });
    expect(quotaFor(cells, callEnds(begun, ['south'], false), one).ok).toBe(true);
    expect(quotaFor(cells, callEnds(begun, ['south'], true), one)).toMatchObject({ reason: 'full' });
  });
  it('are never exceeded, whatever the calls do', () => {
    const step = fc.record({
      region: fc.constantFrom('north', 'south'),
      sex: fc.constantFrom('f', 'm'),
      end: fc.constantFrom('done', 'lost', 'open'),
    });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        let counts: QuotaCounts = new Map();
        for (const { end, ...attributes } of steps) {
          const answer = quotaFor(cells, counts, attributes);
          if (!answer.ok) continue;
          counts = callBegins(counts, answer.cells);
          if (end !== 'open') counts = callEnds(counts, answer.cells, end === 'done');
          for (const { id, target } of cells) {
            const { done, inFlight } = counts.get(id) ?? { done: 0, inFlight: 0 };
            expect(done + inFlight).toBeLessThanOrEqual(target);
          }
        }
      }),
    );
  });
});

describe('languages', () => {
  const both = { id: 'awa', languages: ['fr', 'fon'] };
  const french = { id: 'koffi', languages: ['fr'] };
  it('an agent with two of them is one agent', () => {
    expect(freeFor('fr', [both], [])).toBe(1);
    expect(freeFor('fr', [both], ['fon'])).toBe(0);
    expect(freeFor('fon', [both, french], ['fr'])).toBe(1);
    expect(freeFor('yoruba', [both, french], [])).toBe(0);
  });
  it('a call goes to whoever leaves the others their agent', () => {
    expect(matchCalls(['fr', 'fon'], [both, french])).toEqual(['koffi', 'awa']);
  });
  it('nobody gets two calls, nor one in a language that is not theirs', () => {
    const language = fc.constantFrom('fr', 'fon', 'yoruba');
    const agents = fc
      .array(fc.uniqueArray(language), { maxLength: 6 })
      .map((all) => all.map((languages, index) => ({ id: `a${index}`, languages })));
    fc.assert(
      fc.property(fc.array(language, { maxLength: 8 }), agents, (calls, free) => {
        const matched = matchCalls(calls, free);
        const taken = matched.filter((one) => one !== null);
        expect(new Set(taken).size).toBe(taken.length);
        matched.forEach((id, call) => {
          if (id !== null) expect(free.find((agent) => agent.id === id)?.languages).toContain(calls[call]);
        });
      }),
    );
  });
});

describe('a campaign', () => {
  it('without legal basis and retention does not start', () => {
    expect(startProblems(smallCampaign())).toEqual([]);
    expect(startProblems(smallCampaign({ legalBasis: ' ', retentionDays: null }))).toEqual([
      'no-legal-basis',
      'no-retention',
    ]);
  });
});
