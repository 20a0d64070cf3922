/** A survey from the wire → a survey that cannot be wrong, or every problem at once, each with its place. */
import { z } from 'zod';
import { type Next, type Question, questionTypes, type Survey } from './survey.ts';
import { problemsOf, type SurveyProblem } from './survey-problems.ts';

export const maxQuestions = 200;
export const maxOptions = 100;
const maxText = 2_000;

const identifier = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, 'a-z, 0-9, - or _, at most 64');
const language = z.string().regex(/^[a-z]{2,3}$/, 'ISO 639: fr, en, fon');
const label = z.record(language, z.string().max(maxText));
/** `"q3"`, `"end"`, or branches: the first that holds is taken; one without a condition stands for all else. */
const branch = z.strictObject({
  is: z.union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number()]))]).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  to: identifier,
});
const question = z.strictObject({
  id: identifier,
  type: z.enum(questionTypes),
  label,
  required: z.boolean().default(true),
  options: z
    .array(z.strictObject({ id: identifier, label }))
    .max(maxOptions)
    .default([]),
  min: z.number().optional(),
  max: z.number().optional(),
  next: z.union([identifier, z.array(branch).max(maxOptions)]).optional(),
});
export const surveySchema = z.strictObject({
  id: identifier,
  customer: identifier,
  name: z.string().min(1).max(200),
  languages: z.array(language).min(1).max(20),
  questions: z.array(question).max(maxQuestions),
});
export type SurveyInput = z.input<typeof surveySchema>;

export type ParsedSurvey =
  | { readonly ok: true; readonly survey: Survey }
  | { readonly ok: false; readonly problems: readonly SurveyProblem[] };

const placeOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, step) =>
      typeof step === 'number' ? `${text}[${step}]` : text === '' ? String(step) : `${text}.${String(step)}`,
    '',
  );

export function parseSurvey(input: unknown): ParsedSurvey {
  const parsed = surveySchema.safeParse(input);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }): SurveyProblem => ({ place: placeOf(path), kind: 'shape', about: message }),
    );
    return { ok: false, problems };
  }
  const survey: Survey = { ...parsed.data, questions: parsed.data.questions.map(questionOf) };
  const problems = problemsOf(survey);
  return problems.length === 0 ? { ok: true, survey } : { ok: false, problems };
}

/** Bounds that a type has by itself. */
const ownBounds: Readonly<Record<string, readonly [number, number]>> = { nps: [0, 10], csat: [1, 5] };

function questionOf(raw: z.output<typeof question>): Question {
  const [min, max] = ownBounds[raw.type] ?? [raw.min ?? null, raw.max ?? null];
  const { id, type, required, options } = raw;
  return { id, type, label: raw.label, required, options, min, max, next: nextOf(raw.next) };
}

function nextOf(raw: z.output<typeof question>['next']): Next {
  if (raw === undefined) return { branches: [], otherwise: null };
  if (typeof raw === 'string') return { branches: [], otherwise: raw };
  const isElse = (one: z.output<typeof branch>) =>
    one.is === undefined && one.min === undefined && one.max === undefined;
  const elseAt = raw.findIndex(isElse);
  const conditional = elseAt === -1 ? raw : raw.slice(0, elseAt);
  return {
    otherwise: raw[elseAt]?.to ?? null,
    branches: conditional.map(({ is, min, max, to }) => ({
      to,
      when:
        is === undefined
          ? { kind: 'between', min: min ?? null, max: max ?? null }
          : { kind: 'is', answers: (Array.isArray(is) ? is : [is]).map(answerText) },
    })),
  };
}

const answerText = (value: string | number | boolean): string =>
  typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
