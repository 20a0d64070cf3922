'use client';
/** Stand-ins: the list, one to add, and the way back from a removal. */
import { useState } from 'react';
import { useDesk } from '../../../components/desk/desk-context.tsx';
import { onCallMessages } from '../../../lib/messages/on-call.ts';
import { type Done, Notice } from '../notice.tsx';
import { useAct } from '../send.ts';
import { spanSaid } from '../span-said.ts';
import type { OverrideLine, ScheduleLine } from './view.ts';

interface OverridesProps {
  readonly overrides: readonly OverrideLine[];
  readonly schedules: readonly ScheduleLine[];
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly mayChange: boolean;
  readonly onChanged: () => void;
}

function AddOverride({ schedules, people, onChanged }: Omit<OverridesProps, 'overrides' | 'mayChange'>) {
  const { locale } = useDesk();
  const say = onCallMessages[locale];
  const { working, problem, act } = useAct(onChanged);
  const add = async (form: HTMLFormElement) => {
    const body = Object.fromEntries(new FormData(form));
    if ((await act('POST', '/api/v1/on-call/overrides', body)) !== null) form.reset();
  };
  return (
    <form
      className="register-form register"
      onSubmit={(event) => {
        event.preventDefault();
        void add(event.currentTarget);
      }}
    >
      <div className="pair">
        <label>
          {say.schedule}
          <select name="schedule">
            {schedules.map(({ id }) => (
              <option key={id}>{id}</option>
            ))}
          </select>
        </label>
        <label>
          {say.person}
          <select name="person">
            {people.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div className="pair">
        <label>
          {say.from}
          <input type="datetime-local" name="from" required />
        </label>
        <label>
          {say.to}
          <input type="datetime-local" name="to" required />
        </label>
      </div>
      <label>
        {say.reason}
        <input name="reason" maxLength={1_000} />
      </label>
      <Notice done={null} problem={problem} undoWord="" />
      <p className="acts">
        <button type="submit" className="button primary" disabled={working}>
          {working ? say.working : say.save}
        </button>
      </p>
    </form>
  );
}

export function Overrides(props: OverridesProps) {
  const { overrides, schedules, mayChange, onChanged } = props;
  const { locale } = useDesk();
  const say = onCallMessages[locale];
  const [done, setDone] = useState<Done | null>(null);
  const { problem, act } = useAct(onChanged);
  const restore = (id: string) => {
    setDone(null);
    void act('POST', `/api/v1/on-call/overrides/${id}/restore`);
  };
  const remove = async (id: string, name: string) => {
    if ((await act('DELETE', `/api/v1/on-call/overrides/${id}`)) !== null)
      setDone({ text: say.removed(name), undo: () => restore(id) });
  };
  const standing = overrides.filter(({ removedBy }) => removedBy === null);
  const zoneOf = (schedule: string) => schedules.find(({ id }) => id === schedule)?.timezone ?? 'UTC';
  return (
    <section>
      <div className="head">
        <h2>{say.overrides}</h2>
      </div>
      <Notice done={done} problem={problem} undoWord={say.undo} />
      {standing.length === 0 ? <p className="empty">{say.noOverride}</p> : null}
      <ul className="ladder">
        {standing.map(({ id, person, schedule, from, to, reason, by }) => (
          <li key={id}>
            <span className="strong">{say.overrideLine(person.name, schedule)}</span>
            <span className="cap" style={{ display: 'block' }}>
              {spanSaid(Date.parse(from), Date.parse(to), zoneOf(schedule), locale)}
              {reason === '' ? '' : ` · ${reason}`} · {say.by(by)}{' '}
              {mayChange ? (
                <button type="button" className="plain link" onClick={() => void remove(id, person.name)}>
                  {say.remove}
                </button>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
      {mayChange && schedules.length > 0 ? (
        <details className="register">
          <summary className="link">{say.addOverride}</summary>
          <AddOverride {...props} />
        </details>
      ) : null}
    </section>
  );
}
