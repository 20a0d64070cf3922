/** Guards against a page that acts when it is only opened, that hides who has it, or that puts a button before the call at a fire. */
import { describe, expect, it } from 'vitest';
import { smallIncident } from '../../../lib/alarm/small-incident.ts';
import { notYetPaged, type StoredIncident } from '../../../lib/alarm/stored-incident.ts';
import { advanceIncident } from '../../../lib/alerting/incident.ts';
import { eventOf, saidOf } from './acts.ts';
import { type IncidentView, type LinkFacts, linkView } from './view.ts';

const at = Date.UTC(2026, 10, 24, 1, 12);
const minute = 60_000;
const verdict = {
  ok: true,
  claim: { incident: 'i1', person: 'ama', expiresAt: at + 48 * 60 * minute },
} as const;
const place = {
  site: 'Cotonou',
  device: 'Salle 1',
  zone: 'Africa/Porto-Novo',
  contacts: { guard: '+229 01 90 00 00 01', fire_brigade: '118', fuel: '+2290190000002' },
};
const hot = smallIncident('i1', 'room-1', at);
const fire: StoredIncident = {
  ...hot,
  incident: { ...hot.incident, severity: 'critical' },
  words: { ...hot.words, lifeSafety: true },
  paging: notYetPaged,
};
const facts = (stored: StoredIncident | null, more: Partial<LinkFacts> = {}): LinkFacts => ({
  verdict,
  stored,
  name: 'Ama Kossi',
  place,
  now: at + 2 * minute,
  locale: 'fr',
  said: null,
  ...more,
});
const shown = (stored: StoredIncident, more: Partial<LinkFacts> = {}): IncidentView => {
  const view = linkView(facts(stored, more));
  if (view.kind !== 'incident') throw new Error(view.title);
  return view;
};
const taken = (stored: StoredIncident, who: string, note = ''): StoredIncident => {
  const moved = advanceIncident(
    stored.incident,
    { kind: 'acknowledge', who, note, until: at + 60 * minute },
    at + minute,
  );
  if (!moved.ok) throw new Error(moved.reason);
  return { ...stored, incident: moved.incident };
};

describe('the page behind a link', () => {
  it('says what, where, since when and what to do first, by the clock of the site', () => {
    expect(shown(hot)).toMatchObject({
      title: 'Salle chaude',
      where: 'Cotonou · Salle 1',
      since: 'depuis 2\u00a0min',
      began: expect.stringContaining('02:12'),
      action: 'Vérifier la climatisation',
      holder: 'Personne ne s’en occupe.',
      free: true,
      take: 'Je prends en charge',
      calls: [],
      callFirst: false,
    });
  });
  it('at a fire puts the telephone first, and only then the button; nobody is told that a press stops the calls', () => {
    const view = shown(fire);
    expect(view.callFirst).toBe(true);
    expect(view.calls).toEqual([
      { text: 'Appeler le gardien', href: 'tel:+2290190000001' },
      { text: 'Pompiers 118', href: 'tel:118' },
    ]);
    expect(view.take).toBe('Je prends en charge');
    expect(view.everyone).toMatch(/tout le monde est appelé/);
  });
  it('to who has it says until when, and how to give it back', () => {
    expect(shown(taken(hot, 'Ama Kossi'))).toMatchObject({
      holder: 'C’est vous qui vous en occupez, jusqu’à 03:12.',
      take: null,
      giveBack: true,
    });
  });
  it('to the others says who has it, with their word', () => {
    expect(shown(taken(hot, 'Kofi Mensah', 'en route'))).toMatchObject({
      holder: 'Kofi Mensah s’en occupe jusqu’à 03:12.',
      note: '« en route »',
      take: 'Je prends le relais de Kofi Mensah',
      giveBack: false,
      free: false,
    });
  });
  it('after the hour of who had it, it is free again', () => {
    expect(shown(taken(hot, 'Kofi Mensah'), { now: at + 60 * minute })).toMatchObject({ free: true });
  });
  it('of an incident that is over has nothing to press, not even a call', () => {
    const over = {
      ...fire,
      incident: { ...fire.incident, resolvedAt: at + 90 * minute, state: 'resolved' },
    } as const;
    expect(shown(over)).toMatchObject({
      over: true,
      take: null,
      giveBack: false,
      calls: [],
      holder: 'Terminé à 03:42, après 1\u00a0h\u00a030. Il n’y a plus rien à faire.',
    });
  });
  it('of a bad, old or forgotten link says nothing of any incident', () => {
    for (const reason of ['forged', 'malformed', 'expired'] as const) {
      const view = linkView(facts(hot, { verdict: { ok: false, reason } }));
      expect(view.kind).toBe('refused');
      expect(JSON.stringify(view)).not.toContain('Salle chaude');
    }
    expect(linkView(facts(null)).kind).toBe('refused');
  });
  it('is whole in English', () => {
    expect(shown(fire, { locale: 'en' })).toMatchObject({
      take: 'I take it',
      holder: 'Nobody is dealing with it.',
    });
  });
});

describe('a pressed button', () => {
  const form = (fields: Record<string, string>) => new URLSearchParams(fields);
  it('takes the incident for the hours that were chosen, and for no other number of them', () => {
    expect(eventOf(form({ act: 'take', hours: '4' }), 'Ama', at)).toMatchObject({ until: at + 240 * minute });
    expect(eventOf(form({ act: 'take', hours: '9000' }), 'Ama', at)).toMatchObject({
      until: at + 60 * minute,
    });
    expect(eventOf(form({}), 'Ama', at)).toMatchObject({ kind: 'acknowledge', who: 'Ama' });
  });
  it('notes no more than fits, and gives back', () => {
    expect(eventOf(form({ act: 'note', note: 'x'.repeat(5_000) }), 'Ama', at)).toEqual({
      kind: 'note',
      who: 'Ama',
      note: 'x'.repeat(500),
    });
    expect(eventOf(form({ act: 'give-back' }), 'Ama', at)).toEqual({ kind: 'withdraw', who: 'Ama' });
  });
  it('that came too late says so', () => {
    expect(saidOf(form({ act: 'take' }), { ok: false, reason: 'resolved' })).toBe('over');
    expect(saidOf(form({ act: 'take' }), { ok: false, reason: 'not-found' })).toBe('refused');
    expect(saidOf(form({ act: 'note' }), { ok: true })).toBe('noted');
    expect(saidOf(form({ act: 'take' }), { ok: true })).toBeNull();
  });
});
