/** The next question from what has been answered, and the way that a survey has taken so far. */
import {
  type Answer,
  type Answers,
  type Condition,
  endOfSurvey,
  type Question,
  type Survey,
  type Target,
} from './survey.ts';

function holds(condition: Condition, answer: Answer): boolean {
  if (answer === null) return false;
  if (condition.kind === 'between') {
    const value = typeof answer === 'number' ? answer : Number.NaN;
    return value >= (condition.min ?? -Infinity) && value <= (condition.max ?? Infinity);
  }
  const said = Array.isArray(answer)
    ? answer
    : [typeof answer === 'boolean' ? (answer ? 'yes' : 'no') : String(answer)];
  return condition.answers.some((one) => said.includes(one));
}

const following = ({ questions }: Survey, id: string): Target =>
  questions[questions.findIndex((one) => one.id === id) + 1]?.id ?? endOfSurvey;

/** Every place to which a question can lead. */
export const targetsOf = (survey: Survey, { id, next }: Question): readonly Target[] => [
  ...new Set([...next.branches.map(({ to }) => to), next.otherwise ?? following(survey, id)]),
];

/** Null: the survey ends here. */
export function nextQuestion(survey: Survey, question: Question, answer: Answer): Question | null {
  const branch = question.next.branches.find(({ when }) => holds(when, answer));
  const target = branch?.to ?? question.next.otherwise ?? following(survey, question.id);
  return survey.questions.find(({ id }) => id === target) ?? null;
}

export interface Progress {
  /** In the order in which they were asked; answers off the way (after a correction) are not among them. */
  readonly asked: readonly Question[];
  /** The one to ask now; null: complete. */
  readonly current: Question | null;
}

/** Where an interview stands: resumed after a crash or a lost browser, it goes on exactly here. */
export function progress(survey: Survey, answers: Answers): Progress {
  const asked: Question[] = [];
  let current: Question | null = survey.questions[0] ?? null;
  // A parsed survey has no loop; the bound costs nothing.
  while (current !== null && asked.length < survey.questions.length && Object.hasOwn(answers, current.id)) {
    asked.push(current);
    current = nextQuestion(survey, current, answers[current.id] ?? null);
  }
  return { asked, current };
}
