'use client';
/** Astreinte: who now, four weeks of each schedule, stand-ins, policies, and a test of one's own phone. */
import { useCallback, useState } from 'react';
import { useDesk } from '../../../components/desk/desk-context.tsx';
import { onCallMessages } from '../../../lib/messages/on-call.ts';
import { useAct } from '../send.ts';
import { useFetched } from '../use-fetched.ts';
import { Overrides } from './overrides.tsx';
import { Policies } from './policies.tsx';
import {
  calendarOf,
  type DutyLine,
  type DutyRow,
  dutyRows,
  type OverrideLine,
  type PolicyLine,
  type ScheduleLine,
} from './view.ts';
import { Weeks } from './weeks.tsx';

const everyMs = 30_000;
interface Items<T> {
  readonly items: readonly T[];
}
const nothing = () => undefined;

function useItems<T>(url: string): readonly [readonly T[] | null, () => void] {
  const [asked, again] = useFetched<Items<T>>(url, everyMs);
  return [(asked.state === 'ready' ? asked.data : asked.last)?.items ?? null, again];
}

function Now({ rows }: { readonly rows: readonly DutyRow[] }) {
  const { locale } = useDesk();
  const say = onCallMessages[locale];
  return (
    <section>
      <div className="head">
        <h2>{say.nowTitle}</h2>
      </div>
      {rows.length === 0 ? <p className="empty">{say.noSchedule}</p> : null}
      {rows
        .filter(({ gap }) => gap)
        .map(({ schedule }) => (
          <p key={schedule} className="gap-block" role="alert">
            {say.nobodyNow(schedule)}
          </p>
        ))}
      <div className="scroll-x">
        <table className="plain-table">
          <thead>
            <tr>
              {[say.schedule, say.person, say.untilHead, say.nextHead].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ schedule, person, gap, why, until, next }) => (
              <tr key={schedule}>
                <td className="muted">{schedule}</td>
                <td>
                  <span className={gap ? 'abnormal' : 'strong'}>{person}</span>
                  <span className="under">{why}</span>
                </td>
                <td className="nowrap">{until}</td>
                <td>{next}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function TestPhone() {
  const { locale } = useDesk();
  const say = onCallMessages[locale];
  const { working, problem, act } = useAct(nothing);
  const [sent, setSent] = useState(false);
  const test = async () => setSent((await act('POST', '/api/v1/on-call/test', {})) !== null);
  return (
    <span className="acts" style={{ alignItems: 'center' }}>
      <span role="status">{problem === null ? (sent ? say.testSent : '') : say.testFailed(problem)}</span>
      <button type="button" className="button" disabled={working} onClick={() => void test()}>
        {working ? say.working : say.test}
      </button>
    </span>
  );
}

interface OnCallProps {
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly mayChange: boolean;
}
export function OnCallScreen({ people, mayChange }: OnCallProps) {
  const { live, locale } = useDesk();
  const say = onCallMessages[locale];
  const [duties, askDuties] = useItems<DutyLine>('/api/v1/on-call/now');
  const [schedules, askSchedules] = useItems<ScheduleLine>('/api/v1/on-call/schedules');
  const [overrides, askOverrides] = useItems<OverrideLine>('/api/v1/on-call/overrides');
  const [policies] = useItems<PolicyLine>('/api/v1/on-call/policies');
  const askAll = useCallback(() => {
    askDuties();
    askSchedules();
    askOverrides();
  }, [askDuties, askSchedules, askOverrides]);
  return (
    <>
      <div className="title">
        <h1>{say.title}</h1>
        <div className="tools">
          <TestPhone />
        </div>
      </div>
      <div className="two">
        <div>
          {duties === null ? <p className="loading" /> : <Now rows={dutyRows(duties, locale)} />}
          {schedules?.map((one) => (
            <Weeks key={one.id} model={calendarOf(one, live?.now ?? Date.parse(one.from), locale)} />
          ))}
        </div>
        <div>
          <Overrides
            overrides={overrides ?? []}
            schedules={schedules ?? []}
            people={people}
            mayChange={mayChange}
            onChanged={askAll}
          />
          <Policies policies={policies ?? []} />
        </div>
      </div>
    </>
  );
}
