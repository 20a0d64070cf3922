'use client';
/** Takes an incident over: a note and an hour. What was typed is never lost, whatever the server answers. */
import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react';
import { useDesk } from '../../../components/desk/desk-context.tsx';
import { formatClock } from '../../../lib/messages/format.ts';
import { words } from '../../../lib/messages/index.ts';
import { actOn, type Outcome } from './act.ts';
import { type UntilChoice, untilChoices, writtenUntil } from './until-view.ts';

export interface Taking {
  readonly id: string;
  readonly version: number;
  readonly site: string;
  /** What it explains and nobody has taken. */
  readonly children: number;
}
interface Props {
  readonly taking: Taking;
  readonly label: string;
  /** Called with what came of it: the page reads the incident again. */
  readonly onDone: (outcome: Outcome) => void;
  readonly onCancel?: () => void;
}

export function useOutcomeWords() {
  const { locale } = useDesk();
  const say = words(locale).incident;
  return (outcome: Outcome | null): string | null => {
    if (outcome === null || outcome.ok) return null;
    if (outcome.why === 'refused') return outcome.reason;
    return outcome.why === 'changed' ? say.changedSince : say.actFailed;
  };
}

interface ChoicesProps {
  readonly choices: readonly UntilChoice[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}
function Choices({ choices, chosen, onChoose }: ChoicesProps) {
  const { locale } = useDesk();
  const say = words(locale).incident;
  const all = [
    ...choices.map(({ id, word, clock }) => ({ id, word, clock })),
    { id: 'other', word: say.presetOther, clock: '' },
  ];
  return (
    <fieldset className="choices">
      <legend className="cap">{say.until}</legend>
      {all.map(({ id, word, clock }) => (
        <label key={id} className="choice">
          <input type="radio" name="until" value={id} checked={chosen === id} onChange={() => onChoose(id)} />
          <span>
            {clock === '' ? '' : <b>{clock}</b>} {word}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** The hour that is chosen; null: none that may be. */
function useUntil(site: string) {
  const { live, locale, zone } = useDesk();
  const [chosen, setChosen] = useState<string>('60');
  const [written, setWritten] = useState('');
  const now = live?.now ?? Date.now();
  const place = live?.picture?.sites.find((one) => one.id === site) ?? null;
  const choices = untilChoices(now, place, zone, locale);
  const at =
    chosen === 'other' ? writtenUntil(written, now) : (choices.find(({ id }) => id === chosen)?.at ?? null);
  return { chosen, setChosen, written, setWritten, choices, at };
}

/** Sends what was typed; `working` meanwhile. */
function useTaking(taking: Taking, onDone: Props['onDone']) {
  const [note, setNote] = useState('');
  const [children, setChildren] = useState(true);
  const [outcome, setOutcome] = useState<Outcome | 'working' | null>(null);
  const save = async (until: number | null): Promise<void> => {
    if (until === null || outcome === 'working') return;
    setOutcome('working');
    const { id, version } = taking;
    const act = { kind: 'acknowledge', note, until: new Date(until).toISOString(), version } as const;
    const done = await actOn(id, { ...act, children: children && taking.children > 0 });
    setOutcome(done);
    if (done.ok) setNote('');
    onDone(done);
  };
  const said = useOutcomeWords()(outcome === 'working' ? null : outcome);
  return { note, setNote, children, setChildren, working: outcome === 'working', said, save };
}

function Said({ until, said }: { readonly until: number | null; readonly said: string | null }) {
  const { locale, zone } = useDesk();
  const say = words(locale).incident;
  return (
    <>
      <p className="cap">{until === null ? say.untilWrong : say.afterUntil(formatClock(until, zone))}</p>
      {said === null ? null : (
        <p className="problem" role="alert">
          {said}
        </p>
      )}
    </>
  );
}

export function TakeForm({ taking, label, onDone, onCancel }: Props) {
  const { locale } = useDesk();
  const say = words(locale).incident;
  const form = useRef<HTMLFormElement>(null);
  const until = useUntil(taking.site);
  const { note, setNote, children, setChildren, working, said, save } = useTaking(taking, onDone);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save(until.at);
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
  };
  return (
    <form ref={form} className="take" onSubmit={submit} onKeyDown={keys}>
      <textarea
        id="take-note"
        rows={3}
        maxLength={2000}
        aria-label={say.note}
        placeholder={say.notePlaceholder}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <Choices choices={until.choices} chosen={until.chosen} onChoose={until.setChosen} />
      {until.chosen === 'other' ? (
        <input
          type="datetime-local"
          aria-label={say.until}
          value={until.written}
          onChange={(event) => until.setWritten(event.target.value)}
        />
      ) : null}
      {taking.children > 0 ? (
        <label className="with-children">
          <input type="checkbox" checked={children} onChange={() => setChildren(!children)} />{' '}
          {say.takeWith(taking.children)}
        </label>
      ) : null}
      <Said until={until.at} said={said} />
      <p className="acts">
        <button type="submit" className="button primary" disabled={until.at === null || working}>
          {working ? say.working : label} <kbd>{say.ctrlEnter}</kbd>
        </button>
        {onCancel ? (
          <button type="button" className="button" onClick={onCancel}>
            {say.cancel}
          </button>
        ) : null}
      </p>
    </form>
  );
}
