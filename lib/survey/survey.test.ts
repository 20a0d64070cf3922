import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAnswer } from './check-answer.ts';
import { progress } from './next-question.ts';
import { parseSurvey, type SurveyInput } from './parse-survey.ts';
import type { Answers, Survey } from './survey.ts';

const fr = (text: string) => ({ fr: text });
const input = (questions: SurveyInput['questions'], languages = ['fr']): SurveyInput => ({
  id: 'satisfaction',
  customer: 'canal',
  name: 'Satisfaction',
  languages,
  questions,
});
const good = input([
  { id: 'agree', type: 'consent', label: fr('Acceptez-vous ?'), next: [{ is: false, to: 'end' }] },
  { id: 'nps', type: 'nps', label: fr('Recommander ?'), next: [{ max: 6, to: 'why' }, { to: 'offer' }] },
  { id: 'why', type: 'text', label: fr('Pourquoi ?'), required: false },
  {
    id: 'offer',
    type: 'single',
    label: fr('Offre ?'),
    options: [
      { id: 'access', label: fr('Access') },
      { id: 'evasion', label: fr('Évasion') },
    ],
  },
]);
const parsed = (raw: unknown): Survey => {
  const answer = parseSurvey(raw);
  if (!answer.ok) throw new Error(JSON.stringify(answer.problems));
  return answer.survey;
};
const problems = (raw: unknown): string[] => {
  const answer = parseSurvey(raw);
  return answer.ok ? [] : answer.problems.map(({ place, kind, about }) => `${place} ${kind} ${about}`);
};
const way = (answers: Answers) => {
  const { asked, current } = progress(parsed(good), answers);
  return [...asked.map(({ id }) => id), current?.id ?? 'end'].join(' ');
};

describe('a survey that would catch a person in a circle', () => {
  it('is refused with the way that closes it and its place', () => {
    const text = (id: string, next: string) => ({ id, type: 'text' as const, label: fr('?'), next });
    expect(problems(input([text('a', 'b'), text('b', 'c'), text('c', 'b')]))).toEqual([
      'questions[2].next loop b → c → b',
    ]);
    expect(problems(input([text('a', 'a')]))).toEqual(['questions[0].next loop a → a']);
  });
});

describe('a wrong survey', () => {
  it('is told every problem at once, each with its place', () => {
    const wrong = input(
      [
        { id: 'a', type: 'single', label: fr('?'), next: 'nowhere' },
        { id: 'a', type: 'scale', label: { fr: '?', fon: ' ' }, min: 5, max: 1 },
      ],
      ['fr', 'fon'],
    );
    expect(problems(wrong)).toEqual([
      'questions[0].label label-missing fon',
      'questions[0].options options-missing a',
      'questions[0].next unknown-next nowhere',
      'questions[1].id duplicate a',
      'questions[1].label label-missing fon',
      'questions[1].min bounds a',
    ]);
  });
  it('is one with a question that nothing leads to, or a branch that nothing takes', () => {
    const skipping = input([
      { id: 'a', type: 'nps', label: fr('?'), next: [{ is: 11, to: 'end' }, { to: 'end' }] },
      { id: 'b', type: 'text', label: fr('?') },
    ]);
    expect(problems(skipping)).toEqual([
      'questions[0].next[0] unknown-option 11',
      'questions[1] unreachable b',
    ]);
    expect(problems(input([]))).toEqual(['questions empty ']);
  });
  it('of any shape is refused, never thrown at', () => {
    fc.assert(
      fc.property(fc.anything(), (anything) => {
        expect(parseSurvey(anything).ok).toBe(false);
      }),
    );
    expect(problems({ ...good, questions: [{ id: 'A b', type: 'essay', label: {} }] }).length).toBe(2);
  });
});

describe('the next question', () => {
  it('follows the branch of the answer, else the question below', () => {
    expect(way({})).toBe('agree');
    expect(way({ agree: false })).toBe('agree end');
    expect(way({ agree: true, nps: 6 })).toBe('agree nps why');
    expect(way({ agree: true, nps: 9 })).toBe('agree nps offer');
    expect(way({ agree: true, nps: 6, why: null, offer: 'access' })).toBe('agree nps why offer end');
  });
  it('after a correction leaves out what was answered on the other way', () => {
    expect(way({ agree: true, nps: 9, why: 'cher', offer: 'access' })).toBe('agree nps offer end');
  });
  it('always comes to an end in a survey that was accepted, each question asked once at most', () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const next = fc.array(fc.record({ is: fc.constantFrom('x', 'y'), to: fc.constantFrom(...ids, 'end') }), {
      maxLength: 2,
    });
    const said = fc.constantFrom('x', 'y', 'z');
    fc.assert(
      fc.property(
        fc.tuple(next, next, next, next, next),
        fc.tuple(said, said, said, said, said),
        (all, says) => {
          const questions = all.map((branches, index) => ({
            id: ids[index] ?? '',
            type: 'text' as const,
            label: fr('?'),
            next: branches,
          }));
          const answer = parseSurvey(input(questions));
          if (!answer.ok) return;
          const answers = Object.fromEntries(ids.map((id, index) => [id, says[index] ?? 'z']));
          const { asked, current } = progress(answer.survey, answers);
          expect(current).toBeNull();
          expect(new Set(asked).size).toBe(asked.length);
        },
      ),
    );
  });
});

describe('an answer', () => {
  const question = (id: string) => {
    const found = parsed(good).questions.find((one) => one.id === id);
    if (!found) throw new Error(id);
    return found;
  };
  it.each<[string, unknown, boolean]>([
    ['nps', 10, true],
    ['nps', 11, false],
    ['nps', 7.5, false],
    ['nps', '7', false],
    ['nps', null, false],
    ['why', null, true],
    ['why', 'x'.repeat(5_000), false],
    ['offer', 'access', true],
    ['offer', 'toString', false],
    ['agree', 'yes', false],
  ])('to %s of %j is right: %s', (id, answer, right) => {
    expect(isAnswer(question(id), answer)).toBe(right);
  });
  it('that says nothing is none to a question that must be answered', () => {
    const several = { ...question('offer'), type: 'multiple' as const };
    const words = { ...question('why'), required: true };
    expect([isAnswer(several, []), isAnswer(words, ''), isAnswer(words, '  ')]).toEqual([
      false,
      false,
      false,
    ]);
    expect(isAnswer({ ...several, required: false }, [])).toBe(true);
    expect(isAnswer(question('why'), '')).toBe(true);
  });
  it('with a day that does not exist is none', () => {
    const date = { ...question('why'), type: 'date' as const };
    expect([isAnswer(date, '2026-02-28'), isAnswer(date, '2026-02-31'), isAnswer(date, 'hier')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
