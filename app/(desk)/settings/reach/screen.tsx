'use client';
/** How to reach me: each way can be tried, this browser can be asked. */
import { useCallback, useEffect, useState } from 'react';
import { useDesk } from '../../../../components/desk/desk-context.tsx';
import {
  subscribe,
  subscriptionId,
  thisBrowser,
  unsubscribe,
} from '../../../../components/desk/this-browser.ts';
import { words } from '../../../../lib/messages/index.ts';
import { type BrowserState, type Reach, reachView } from './view.ts';

async function ask<T>(path: string, method = 'GET', body?: unknown): Promise<T> {
  const response = await fetch(path, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as T & { detail?: string };
  if (!response.ok) throw new Error(answer.detail ?? String(response.status));
  return answer;
}

const noBrowser: BrowserState = { able: false, denied: false, own: null };
async function stateOfThis(): Promise<BrowserState> {
  const { able, denied, endpoint } = await thisBrowser();
  return { able, denied, own: endpoint === null ? null : await subscriptionId(endpoint) };
}

export function ReachScreen({ person }: { readonly person: string | null }) {
  const { locale } = useDesk();
  const w = words(locale).reach;
  const [reach, setReach] = useState<Reach | null>(null);
  const [browser, setBrowser] = useState<BrowserState>(noBrowser);
  const [problem, setProblem] = useState<string | null>(null);
  const load = useCallback(async () => {
    try {
      setReach(await ask<Reach>('/api/v1/account/reach'));
      setBrowser(await stateOfThis().catch(() => noBrowser));
    } catch (error) {
      setProblem((error as Error).message);
    }
  }, []);
  useEffect(() => void load(), [load]);
  return (
    <>
      <div className="title">
        <h1>{w.title}</h1>
      </div>
      {problem === null ? null : (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {reach === null ? null : (
        <>
          <Ways reach={reach} />
          <Browsers
            reach={reach}
            browser={browser}
            person={person ?? ''}
            onDone={() => void load()}
            onProblem={setProblem}
          />
        </>
      )}
    </>
  );
}

type Tried = 'testing' | 'queued' | 'handed-over' | 'delivered' | 'failed' | { readonly problem: string };

function Ways({ reach }: { readonly reach: Reach }) {
  const { locale } = useDesk();
  const w = words(locale).reach;
  const [tried, setTried] = useState<Readonly<Record<string, Tried>>>({});
  const put = (way: string, now: Tried): void => setTried((before) => ({ ...before, [way]: now }));
  const test = (way: string): void => {
    put(way, 'testing');
    ask<{ state: Exclude<Tried, object> }>('/api/v1/on-call/test', 'POST', { way }).then(
      ({ state }) => put(way, state),
      (error: Error) => put(way, { problem: error.message }),
    );
  };
  const said = (one: Tried | undefined): string => {
    if (one === undefined) return '';
    if (typeof one === 'object') return one.problem;
    if (one === 'testing') return w.testing;
    return one === 'failed' ? w.testFailed : one === 'delivered' ? w.testArrived : w.testSent;
  };
  return (
    <section style={{ marginTop: 24 }}>
      <h2>{w.ways}</h2>
      {reach.ways.length === 0 ? <p className="muted">{w.waysNone}</p> : null}
      <ol>
        {reach.ways.map(({ name }) => (
          <li key={name} style={{ display: 'flex', gap: 16, alignItems: 'center', marginTop: 8 }}>
            <span className="strong" style={{ minWidth: 96 }}>
              {name}
            </span>
            <button
              type="button"
              className="button"
              disabled={tried[name] === 'testing'}
              onClick={() => test(name)}
            >
              {w.test}
            </button>
            <span role="status">{said(tried[name])}</span>
          </li>
        ))}
      </ol>
      <p className="cap" style={{ marginTop: 8 }}>
        {w.waysFrom}
      </p>
    </section>
  );
}

interface BrowsersProps {
  readonly reach: Reach;
  readonly browser: BrowserState;
  readonly person: string;
  readonly onDone: () => void;
  readonly onProblem: (problem: string) => void;
}
function Browsers({ reach, browser, person, onDone, onProblem }: BrowsersProps) {
  const { locale, zone } = useDesk();
  const w = words(locale).reach;
  const view = reachView(reach, browser, { locale, zone, person });
  const act = (work: () => Promise<unknown>) => (): void => {
    work().then(onDone, (error: Error) => onProblem(error.message));
  };
  const add = act(async () => {
    const given = await subscribe(reach.publicKey ?? '');
    if (given !== null) await ask('/api/v1/account/browsers', 'POST', given);
  });
  const remove = (id: string) =>
    act(async () => {
      if (id === browser.own) await unsubscribe();
      await ask(`/api/v1/account/browsers/${id}`, 'DELETE');
    });
  return (
    <section style={{ marginTop: 32 }}>
      <h2>{w.browsers}</h2>
      {view.browsers.length === 0 ? <p className="muted">{w.browsersNone}</p> : null}
      <ul>
        {view.browsers.map((one) => (
          <li key={one.id} style={{ display: 'flex', gap: 16, alignItems: 'center', marginTop: 8 }}>
            <span className="strong">{one.name}</span>
            <span className="muted">{one.own ? w.thisOne : one.since}</span>
            <button type="button" className="button" onClick={remove(one.id)}>
              {w.unsubscribe}
            </button>
          </li>
        ))}
      </ul>
      {view.mayAsk ? (
        <p style={{ marginTop: 16 }}>
          <button type="button" className="button primary" onClick={add}>
            {w.subscribe}
          </button>
        </p>
      ) : null}
      {view.hindered === null ? null : <p style={{ marginTop: 16 }}>{view.hindered}</p>}
      {view.unused === null ? null : <p style={{ marginTop: 16 }}>{view.unused}</p>}
    </section>
  );
}
