/** Is this an answer to that question? A wrong one is refused at the door, for no report can put it right later. */
import { isDay } from '../time/zone.ts';
import type { Answer, Question } from './survey.ts';

const maxText = 4_000;
const isWhole = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value);

export function isAnswer(question: Question, answer: unknown): answer is Answer {
  const { type, options, required } = question;
  const known = (one: unknown): boolean => options.some(({ id }) => id === one);
  const inBounds = (value: number): boolean =>
    value >= (question.min ?? -Infinity) && value <= (question.max ?? Infinity);
  if (answer === null) return !required;
  switch (type) {
    case 'single':
      return known(answer);
    case 'multiple':
      return (
        Array.isArray(answer) &&
        answer.every(known) &&
        new Set(answer).size === answer.length &&
        !(required && answer.length === 0)
      );
    case 'scale':
    case 'nps':
    case 'csat':
      return isWhole(answer) && inBounds(answer);
    case 'number':
      return typeof answer === 'number' && Number.isFinite(answer) && inBounds(answer);
    case 'date':
      return typeof answer === 'string' && isDay(answer);
    case 'text':
      return typeof answer === 'string' && answer.length <= maxText && !(required && answer.trim() === '');
    case 'consent':
      return typeof answer === 'boolean';
  }
}
