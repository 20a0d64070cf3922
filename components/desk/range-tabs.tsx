'use client';
/** The range of the charts of a page: an hour, a day, a week, a month, or two chosen instants. */
import { type FormEvent, useState } from 'react';
import { useDesk } from './desk-context.tsx';

export interface RangeChoice {
  readonly name: string;
  readonly word: string;
  readonly href: string;
  readonly chosen: boolean;
}
interface Props {
  readonly choices: readonly RangeChoice[];
  /** Chooses two instants; left out: no such choice here. */
  readonly custom?: {
    readonly chosen: boolean;
    readonly from: number;
    readonly to: number;
    readonly onChoose: (from: number, to: number) => void;
  };
  readonly onGo: (href: string) => void;
}

/** `datetime-local` speaks in the reader's own zone and has no zone in it. */
const local = (at: number): string => {
  const date = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return date.toISOString().slice(0, 16);
};

export function RangeTabs({ choices, custom, onGo }: Props) {
  const { say } = useDesk();
  const [open, setOpen] = useState(false);
  const choose = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const from = Date.parse(String(data.get('from')));
    const to = Date.parse(String(data.get('to')));
    if (!(from < to) || !custom) return;
    custom.onChoose(from, to);
    setOpen(false);
  };
  return (
    <div>
      <fieldset className="tabs" aria-label={say.rangeLabel}>
        {choices.map((choice) => (
          <button
            key={choice.name}
            type="button"
            aria-pressed={choice.chosen}
            onClick={() => onGo(choice.href)}
          >
            {choice.word}
          </button>
        ))}
        {custom ? (
          <button
            type="button"
            aria-pressed={custom.chosen}
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            {say.custom}
          </button>
        ) : null}
      </fieldset>
      {open && custom ? (
        <form className="custom-range" onSubmit={choose}>
          <label>
            {say.from} <input name="from" type="datetime-local" required defaultValue={local(custom.from)} />
          </label>
          <label>
            {say.to} <input name="to" type="datetime-local" required defaultValue={local(custom.to)} />
          </label>
          <button type="submit" className="button">
            {say.show}
          </button>
        </form>
      ) : null}
    </div>
  );
}
