/** A survey as outsiders write it: questions in one or more languages, with branches. Made only by `parse-survey.ts`. */

export const questionTypes = [
  'single',
  'multiple',
  'scale',
  'nps',
  'csat',
  'number',
  'date',
  'text',
  'consent',
] as const;
export type QuestionType = (typeof questionTypes)[number];

/** By language: `{ fr: '…', en: '…' }`. */
export type Label = Readonly<Record<string, string>>;

export interface Option {
  readonly id: string;
  readonly label: Label;
}

/** Where an answer leads; the first branch that holds is taken, `otherwise` (null: the following question) else. */
export interface Next {
  readonly branches: readonly { readonly when: Condition; readonly to: Target }[];
  readonly otherwise: Target | null;
}
/** A question's id, or the end of the survey. */
export type Target = string;
export const endOfSurvey: Target = 'end';

export type Condition =
  /** One of these answers was given: option ids, `yes` or `no`, or numbers as text. */
  | { readonly kind: 'is'; readonly answers: readonly string[] }
  /** Bounds are part of it; null: none on that side. */
  | { readonly kind: 'between'; readonly min: number | null; readonly max: number | null };

export interface Question {
  readonly id: string;
  readonly type: QuestionType;
  readonly label: Label;
  readonly required: boolean;
  readonly options: readonly Option[];
  readonly min: number | null;
  readonly max: number | null;
  readonly next: Next;
}

export interface Survey {
  readonly id: string;
  readonly customer: string;
  readonly name: string;
  readonly languages: readonly string[];
  readonly questions: readonly Question[];
}

/** What a person said: option ids, a number, a date `2026-11-24`, text, or consent. Null: asked, and not answered. */
export type Answer = string | number | boolean | readonly string[] | null;
export type Answers = Readonly<Record<string, Answer>>;
