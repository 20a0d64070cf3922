'use client';
/** An incident: understand, then own. */
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useDesk } from '../../../../components/desk/desk-context.tsx';
import { Mark } from '../../../../components/desk/mark.tsx';
import { severityWord } from '../../../../components/desk/rail-view.ts';
import { useKeys } from '../../../../components/desk/use-keys.ts';
import { words } from '../../../../lib/messages/index.ts';
import { nowLines } from '../../../../lib/readings/now-lines.ts';
import type { IncidentTold } from '../../../_server/api/incident-shapes.ts';
import { type Fetched, useFetched } from '../../use-fetched.ts';
import { Ownership } from './ownership.tsx';
import { Cause, Impact, Messages, Timeline } from './parts.tsx';
import { ReadingChart } from './reading-chart.tsx';
import { factsOf, lastedOf, type Notice } from './view.ts';

interface Props {
  readonly id: string;
  readonly mayAct: boolean;
  readonly mayReadMessages: boolean;
}
const askEveryMs = 30_000;
const messagesEveryMs = 10_000;

const lastOf = <T,>(asked: Fetched<T>): T | null => (asked.state === 'ready' ? asked.data : asked.last);

/** Read again as soon as the live stream has a version that is not the one shown. */
function useIncident({ id, mayReadMessages }: Props) {
  const { live, locale } = useDesk();
  const path = encodeURIComponent(id);
  const [asked, again] = useFetched<IncidentTold>(`/api/v1/incidents/${path}?lang=${locale}`, askEveryMs);
  const [sent, sentAgain] = useFetched<{ items: readonly Notice[] }>(
    mayReadMessages ? `/api/v1/notifications?incident=${path}` : null,
    messagesEveryMs,
  );
  const version = live?.picture?.incidents.get(id)?.version ?? null;
  const seen = useRef(version);
  useEffect(() => {
    if (version !== seen.current) {
      again();
      sentAgain();
    }
    seen.current = version;
  }, [version, again, sentAgain]);
  return { asked, again, told: lastOf(asked), sent };
}

function Facts({ told }: { readonly told: IncidentTold }) {
  const { live, locale, zone } = useDesk();
  if (!live?.picture) return null;
  return (
    <dl className="incident-facts">
      {factsOf(told, live.picture, { locale, zone }).map((fact) => (
        <div key={fact.name}>
          <dt>{fact.name}</dt>
          <dd className={fact.strong ? 'abnormal' : 'strong'}>{fact.value}</dd>
          <dd className="cap cond">{fact.under}</dd>
        </div>
      ))}
    </dl>
  );
}

/** On the block of its severity on a phone, a line of the page on a desk. */
function Title({ told }: { readonly told: IncidentTold }) {
  const { live, locale } = useDesk();
  const say = words(locale).incident;
  const site = live?.picture?.sites.find(({ id }) => id === told.site);
  const over = told.state === 'resolved';
  const planned = told.standing === 'silenced' && !told.lifeSafety;
  const kind = over ? 'recovered' : planned ? 'maintenance' : told.severity;
  const word = over ? say.resolvedWord : planned ? say.maintenanceWord : severityWord(told.severity, locale);
  const block = kind === 'critical';
  const blinks = block && told.state === 'open';
  return (
    <div className="title incident-title" data-kind={kind} data-blinks={blinks ? 'true' : undefined}>
      <Mark kind={kind} word={word} size={22} onBlock={block} />
      <span className="abnormal">{word}</span>
      <h1>
        {told.exercise ? `${say.exercise} · ` : ''}
        {told.title} — {site?.name ?? 'Vigie'}
      </h1>
      {live ? <span className="lasts">{lastedOf(told, live.now, locale)}</span> : null}
      <div className="tools">
        <span className="cond">
          <kbd>J</kbd> <kbd>K</kbd> {say.otherIncident}
        </span>
        <Link className="link" href="/incidents" prefetch={false}>
          {say.incidents}
        </Link>
      </div>
    </div>
  );
}

/** J and K go to the next and the previous of what is current, A to the form. */
function useIncidentKeys(id: string) {
  const { live } = useDesk();
  const router = useRouter();
  const lines = live?.picture ? nowLines(live.picture).flatMap(({ incident }) => incident?.id ?? []) : [];
  const newest = useRef(lines);
  newest.current = lines;
  const keys = useMemo(() => {
    const go = (by: number) => () => {
      const all = newest.current;
      const next = all[(all.indexOf(id) + by + all.length) % Math.max(1, all.length)];
      if (next !== undefined && next !== id) router.push(`/incidents/${next}`);
    };
    return { j: go(1), k: go(-1), a: () => document.querySelector<HTMLElement>('#take-note')?.focus() };
  }, [id, router]);
  useKeys(keys);
}

function Body({
  told,
  asked,
  sent,
  props,
}: {
  told: IncidentTold;
  asked: () => void;
  sent: Fetched<{ items: readonly Notice[] }>;
  props: Props;
}) {
  const notices = lastOf(sent)?.items ?? [];
  return (
    <>
      <Facts told={told} />
      <div className="two incident-two">
        <div className="stack understand">
          <ReadingChart told={told} />
          <Timeline told={told} notices={notices} />
        </div>
        <div className="stack own">
          <Ownership told={told} mayAct={props.mayAct} onChange={asked} />
          <Cause told={told} />
          {props.mayReadMessages ? (
            <Messages told={told} notices={notices} failed={sent.state === 'failed'} />
          ) : null}
          <Impact told={told} />
        </div>
      </div>
    </>
  );
}

export function IncidentScreen(props: Props) {
  const { locale } = useDesk();
  const say = words(locale).incident;
  const { asked, again, told, sent } = useIncident(props);
  useIncidentKeys(props.id);
  const changed = useCallback(() => again(), [again]);
  return (
    <article className="incident">
      {told ? <Title told={told} /> : <h1 className="sr">{say.incidents}</h1>}
      {asked.state === 'failed' ? (
        <p className="problem" role="alert">
          {asked.reason ?? say.failedOne}{' '}
          <button type="button" className="plain link" onClick={again}>
            {say.retry}
          </button>
        </p>
      ) : null}
      {told ? (
        <Body told={told} asked={changed} sent={sent} props={props} />
      ) : asked.state === 'loading' ? (
        <p className="loading">{say.loadingOne}</p>
      ) : null}
    </article>
  );
}
