/** What is wrong with a survey whose shape is right: names, texts, bounds, ways that lead nowhere or round and round. */
import { targetsOf } from './next-question.ts';
import { endOfSurvey, type Label, type Question, type Survey } from './survey.ts';

export type SurveyProblemKind =
  | 'shape'
  | 'empty'
  | 'duplicate'
  | 'unknown-next'
  | 'unknown-option'
  | 'label-missing'
  | 'options-missing'
  | 'bounds'
  | 'loop'
  | 'unreachable';
export interface SurveyProblem {
  /** `questions[3].next[0]`. */
  readonly place: string;
  readonly kind: SurveyProblemKind;
  /** What it speaks of: an id, a language, a way `a → b → a`. */
  readonly about: string;
}

export function problemsOf(survey: Survey): readonly SurveyProblem[] {
  if (survey.questions.length === 0) return [{ place: 'questions', kind: 'empty', about: '' }];
  const own = survey.questions.flatMap((question, index) => ofQuestion(survey, question, index));
  // A way through questions that do not exist, or exist twice, cannot be walked.
  if (own.some(({ kind }) => kind === 'unknown-next' || kind === 'duplicate')) return own;
  return [...own, ...loops(survey), ...unreachable(survey)];
}

function ofQuestion(survey: Survey, question: Question, index: number): SurveyProblem[] {
  const place = `questions[${index}]`;
  const { id, options, type, min, max, next } = question;
  const problems: SurveyProblem[] = [];
  const add = (at: string, kind: SurveyProblemKind, about: string) =>
    problems.push({ place: at, kind, about });
  if (id === endOfSurvey || survey.questions.findIndex((one) => one.id === id) !== index)
    add(`${place}.id`, 'duplicate', id);
  const labelled = (at: string, label: Label) => {
    for (const language of survey.languages)
      if (!label[language]?.trim()) add(`${at}.label`, 'label-missing', language);
  };
  labelled(place, question.label);
  options.forEach((option, at) => {
    labelled(`${place}.options[${at}]`, option.label);
    if (options.findIndex((one) => one.id === option.id) !== at)
      add(`${place}.options[${at}]`, 'duplicate', option.id);
  });
  if ((type === 'single' || type === 'multiple') && options.length === 0)
    add(`${place}.options`, 'options-missing', id);
  if (min !== null && max !== null && min >= max) add(`${place}.min`, 'bounds', id);
  const exists = (to: string) => to === endOfSurvey || survey.questions.some((one) => one.id === to);
  next.branches.forEach(({ when, to }, at) => {
    if (!exists(to)) add(`${place}.next[${at}]`, 'unknown-next', to);
    const strange = when.kind === 'is' ? when.answers.find((one) => !canBe(question, one)) : undefined;
    if (strange !== undefined) add(`${place}.next[${at}]`, 'unknown-option', strange);
  });
  if (next.otherwise !== null && !exists(next.otherwise))
    add(`${place}.next`, 'unknown-next', next.otherwise);
  return problems;
}

/** A branch on an answer that cannot be given would silently never be taken. */
function canBe({ type, options, min, max }: Question, answer: string): boolean {
  if (type === 'single' || type === 'multiple') return options.some(({ id }) => id === answer);
  if (type === 'consent') return answer === 'yes' || answer === 'no';
  if (type === 'text' || type === 'date') return true;
  const value = Number(answer);
  return answer.trim() !== '' && value >= (min ?? -Infinity) && value <= (max ?? Infinity);
}

/** Each way that comes back to where it was, once, at the question where it closes. */
function loops(survey: Survey): SurveyProblem[] {
  const problems: SurveyProblem[] = [];
  const byId = new Map(survey.questions.map((question) => [question.id, question]));
  const done = new Set<string>();
  const walk = (id: string, way: readonly string[]): void => {
    const since = way.indexOf(id);
    if (since !== -1) {
      const closing = survey.questions.findIndex((one) => one.id === way.at(-1));
      const about = [...way.slice(since), id].join(' → ');
      problems.push({ place: `questions[${closing}].next`, kind: 'loop', about });
      return;
    }
    const question = byId.get(id);
    if (question === undefined || done.has(id)) return;
    for (const target of targetsOf(survey, question)) walk(target, [...way, id]);
    done.add(id);
  };
  for (const { id } of survey.questions) walk(id, []);
  return problems;
}

function unreachable(survey: Survey): SurveyProblem[] {
  const reached = new Set<string>();
  const ahead = [survey.questions[0]?.id ?? endOfSurvey];
  for (let id = ahead.pop(); id !== undefined; id = ahead.pop()) {
    const question = survey.questions.find((one) => one.id === id);
    if (question === undefined || reached.has(id)) continue;
    reached.add(id);
    ahead.push(...targetsOf(survey, question));
  }
  return survey.questions.flatMap(({ id }, index) =>
    reached.has(id) ? [] : [{ place: `questions[${index}]`, kind: 'unreachable' as const, about: id }],
  );
}
