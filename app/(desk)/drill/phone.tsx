'use client';
/** The telephone of the person on call, as the drill simulates it: the last messages, and an answer given on it. */
import { useState } from 'react';
import { useDesk } from '../../../components/desk/desk-context.tsx';
import { drillPhoneMessages } from '../../../lib/messages/drill-phone.ts';
import { useFetched } from '../use-fetched.ts';
import { type PhoneAnswer, type PhoneLine, phoneLines } from './phone-view.ts';

const lookEveryMs = 2_000;
/** The newest ones: what came before is in the list of notifications. */
const shown = 12;

async function reply(id: string, text: string): Promise<string | null> {
  try {
    const response = await fetch(`/api/v1/drill/phone/${encodeURIComponent(id)}/reply`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text }),
    });
    if (response.ok) return null;
    const problem = (await response.json()) as { detail?: string };
    return problem.detail ?? String(response.status);
  } catch (error) {
    return String(error);
  }
}

function Message({ line, onAnswered }: { readonly line: PhoneLine; readonly onAnswered: () => void }) {
  const { locale } = useDesk();
  const say = drillPhoneMessages[locale];
  const [state, setState] = useState<'idle' | 'working' | { readonly problem: string }>('idle');
  const { answer } = line;
  const act = async (text: string) => {
    setState('working');
    const problem = await reply(line.id, text);
    setState(problem === null ? 'idle' : { problem });
    onAnswered();
  };
  return (
    <li className="phone-message">
      <p className="cap">
        <span className="strong">{line.who}</span> <span className="cond">{line.number}</span>
      </p>
      <p>{line.text}</p>
      {line.link ? (
        <a href={line.link} target="_blank" rel="noreferrer">
          {say.openLink}
        </a>
      ) : null}
      <p className="cap">{line.stands}</p>
      {line.answered ? <p className="cap strong">{line.answered}</p> : null}
      {typeof state === 'object' ? (
        <p className="problem" role="alert">
          {state.problem}
        </p>
      ) : null}
      {answer ? (
        <button
          type="button"
          className="button"
          disabled={state === 'working'}
          aria-label={say.answerFor(answer, line.who)}
          onClick={() => act(answer)}
        >
          {state === 'working' ? say.working : say.answerWith(answer)}
        </button>
      ) : null}
    </li>
  );
}

export function Phone() {
  const { locale, zone } = useDesk();
  const say = drillPhoneMessages[locale];
  const [fetched, again] = useFetched<PhoneAnswer>('/api/v1/drill/phone', lookEveryMs);
  const answer = fetched.state === 'ready' ? fetched.data : fetched.last;
  const lines = answer === null ? null : phoneLines(answer, locale, zone).slice(0, shown);
  return (
    <section className="phone" aria-labelledby="drill-phone">
      <div className="head">
        <h2 id="drill-phone">{say.title}</h2>
      </div>
      <p className="sentence">{say.how}</p>
      {fetched.state === 'failed' && fetched.reason ? <p className="problem">{fetched.reason}</p> : null}
      {lines?.length === 0 ? <p className="empty">{say.nothing}</p> : null}
      {lines && lines.length > 0 ? (
        <ul className="phone-messages" aria-live="polite">
          {lines.map((line) => (
            <Message key={line.id} line={line} onAnswered={again} />
          ))}
        </ul>
      ) : null}
    </section>
  );
}
