/** Figures of agents' time: handling, occupancy, utilisation, waiting, surveys per hour. The denominator is in each name. */
import { ratio } from './ratio.ts';

export interface AgentTime {
  readonly talkSeconds: number;
  readonly holdSeconds: number;
  readonly wrapSeconds: number;
  /** Ready and waiting for a call. */
  readonly waitSeconds: number;
  readonly loggedSeconds: number;
  readonly handled: number;
}

const busySeconds = ({ talkSeconds, holdSeconds, wrapSeconds }: AgentTime): number =>
  talkSeconds + holdSeconds + wrapSeconds;

/** AHT. */
export const meanHandleSeconds = (time: AgentTime): number | null => ratio(busySeconds(time), time.handled);
/** Of the time in which a call could come, the part spent on calls. Pauses are in neither. */
export const occupancyRatio = (time: AgentTime): number | null =>
  ratio(busySeconds(time), busySeconds(time) + time.waitSeconds);
/** Of the whole time logged in, pauses too. */
export const utilisationRatio = (time: AgentTime): number | null =>
  ratio(busySeconds(time), time.loggedSeconds);
/** What an agent feels between two calls. */
export const waitBetweenCallsSeconds = (time: AgentTime): number | null =>
  ratio(time.waitSeconds, time.handled);

const perHour = (count: number, seconds: number): number | null => ratio(count, seconds / 3_600);
/** SPH: completed surveys per hour logged in (not talked). */
export const surveysPerLoggedHour = (completed: number, time: AgentTime): number | null =>
  perHour(completed, time.loggedSeconds);

/** The only honest score of a predictive dialer: talk per hour more than progressive on the same list. */
export const predictiveGainSecondsPerHour = (
  predictive: AgentTime,
  progressive: AgentTime,
): number | null => {
  const [one, other] = [predictive, progressive].map((time) => perHour(time.talkSeconds, time.loggedSeconds));
  return one === null || one === undefined || other === null || other === undefined ? null : one - other;
};
