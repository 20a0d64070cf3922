'use client';
/** Puts one of the open alarms aside for some hours; a fire is not offered, and the API refuses it too. */
import { useDesk } from '../../../components/desk/desk-context.tsx';
import { maintenanceMessages } from '../../../lib/messages/maintenance.ts';
import { Notice } from '../notice.tsx';
import { useAct } from '../send.ts';
import { type Shelvable, shelvable } from './view.ts';

const hours = [1, 2, 4, 8] as const;

function ShelfFields({ choices }: { readonly choices: readonly Shelvable[] }) {
  const { locale } = useDesk();
  const say = maintenanceMessages[locale];
  return (
    <>
      <label>
        {say.alarm}
        <select name="alarm">
          {choices.map(({ id, said }) => (
            <option key={id} value={id}>
              {said}
            </option>
          ))}
        </select>
      </label>
      <div className="pair">
        <label>
          {say.howLong}
          <select name="hours">
            {hours.map((one) => (
              <option key={one} value={one}>{`${one} h`}</option>
            ))}
          </select>
        </label>
        <label>
          {say.reason}
          <input name="reason" required maxLength={1_000} />
        </label>
      </div>
    </>
  );
}

export function Shelving({ onShelved }: { readonly onShelved: () => void }) {
  const { live, locale } = useDesk();
  const say = maintenanceMessages[locale];
  const { working, problem, act } = useAct(onShelved);
  const incidents = [...(live?.picture?.incidents.values() ?? [])];
  const choices = shelvable(incidents, live?.picture?.sites ?? [], locale);
  const shelve = async (form: HTMLFormElement) => {
    const written = new FormData(form);
    const choice = choices.find(({ id }) => id === written.get('alarm'));
    if (choice === undefined) return;
    const body = {
      ...choice.alarm,
      hours: Number(written.get('hours')),
      reason: String(written.get('reason') ?? ''),
    };
    if ((await act('POST', '/api/v1/shelves', body)) !== null) form.reset();
  };
  if (choices.length === 0) return null;
  return (
    <details className="register">
      <summary className="link">{say.putAside}</summary>
      <form
        className="register-form register"
        onSubmit={(event) => {
          event.preventDefault();
          void shelve(event.currentTarget);
        }}
      >
        <ShelfFields choices={choices} />
        <Notice done={null} problem={problem} undoWord="" />
        <p className="acts">
          <button type="submit" className="button" disabled={working}>
            {working ? say.working : say.putAside}
          </button>
        </p>
      </form>
    </details>
  );
}
