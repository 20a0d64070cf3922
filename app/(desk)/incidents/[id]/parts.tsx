'use client';
/** The parts of an incident's page that only tell: timeline, cause, messages, effect on calls. */
import Link from 'next/link';
import { useDesk } from '../../../../components/desk/desk-context.tsx';
import { Mark } from '../../../../components/desk/mark.tsx';
import { callsOf } from '../../../../components/wall/calls.ts';
import { words } from '../../../../lib/messages/index.ts';
import type { IncidentTold } from '../../../_server/api/incident-shapes.ts';
import { type Branch, type Entry, type Notice, noticeWord, standingOf, timelineOf, treeOf } from './view.ts';

interface Told {
  readonly told: IncidentTold;
}

function EntrySign({
  entry,
  severity,
}: {
  readonly entry: Entry;
  readonly severity: IncidentTold['severity'];
}) {
  const kinds = { opened: severity, taken: null, resolved: 'recovered', other: null } as const;
  return <Mark kind={kinds[entry.sign]} word="" size={14} />;
}

export function Timeline({ told, notices }: Told & { readonly notices: readonly Notice[] }) {
  const { locale, zone } = useDesk();
  const say = words(locale).incident;
  return (
    <section aria-label={say.timeline}>
      <div className="head">
        <h2>{say.timeline}</h2>
      </div>
      <ol className="timeline">
        {timelineOf(told, notices, { locale, zone }).map((entry) => (
          <li key={entry.key} data-sign={entry.sign}>
            <time className="cond">{entry.clock}</time>
            <EntrySign entry={entry} severity={told.severity} />
            <span className="kind">{entry.kind}</span>
            <span className="said">{entry.said}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

const kindOf = (branch: Branch, told: IncidentTold) => {
  if (branch.kind === 'this') return told.state === 'resolved' ? ('recovered' as const) : told.severity;
  return branch.kind === 'cause' ? (told.explainedBy?.severity ?? 'stale') : 'stale';
};

export function Cause({ told }: Told) {
  const { live, locale, zone } = useDesk();
  const say = words(locale).incident;
  if (!live?.picture) return null;
  const tree = treeOf(told, live.picture, { locale, zone });
  return (
    <section aria-label={say.rootCause}>
      <div className="head">
        <h2>{say.rootCause}</h2>
        <span className="cap">{say.dependants(told.children.length)}</span>
      </div>
      <ul className="tree">
        {tree.map((branch) => (
          <li key={branch.key} data-kind={branch.kind} style={{ paddingLeft: branch.depth * 20 }}>
            {branch.kind === 'device' ? (
              <span className="open-square" aria-hidden="true" />
            ) : (
              <Mark kind={kindOf(branch, told)} word="" size={14} />
            )}
            {branch.href === null ? (
              <span>{branch.name}</span>
            ) : (
              <Link className="link" href={branch.href} prefetch={false}>
                {branch.name}
              </Link>
            )}{' '}
            <span className="muted cond">{branch.note}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Messages({
  told,
  notices,
  failed,
}: Told & { readonly notices: readonly Notice[]; readonly failed: boolean }) {
  const { locale, zone } = useDesk();
  const say = words(locale).incident;
  return (
    <section aria-label={say.notices}>
      <div className="head">
        <h2>{say.notices}</h2>
        <span className="cap">{standingOf(told, { locale, zone })}</span>
      </div>
      {failed ? <p className="problem">{say.noticesFailed}</p> : null}
      {notices.length === 0 && !failed ? <p className="empty">{say.noNotices}</p> : null}
      <ul className="notices">
        {notices.map((one) => (
          <li key={one.id} data-state={one.state}>
            <span className="strong">{one.person}</span> <span className="cond">{one.channel ?? ''}</span>{' '}
            <span className={one.state === 'failed' ? 'abnormal' : 'muted'}>
              {noticeWord(one.state, locale)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Only what is measured: channels read from the gateways. The rest is said to be unmeasured, never guessed. */
export function Impact({ told }: Told) {
  const { live, locale } = useDesk();
  const say = words(locale).incident;
  const picture = live?.picture;
  const site = picture?.sites.find(({ id }) => id === told.site);
  const calls = picture && site && told.state !== 'resolved' ? callsOf(picture, site) : null;
  return (
    <section aria-label={say.impact}>
      <div className="head">
        <h2>{say.impact}</h2>
      </div>
      <dl className="facts">
        <dt>{say.impactChannels}</dt>
        <dd>{calls?.used == null ? say.notMeasured : `${calls.used} / ${calls.usable}`}</dd>
      </dl>
      <p className="cap">{say.impactWhy}</p>
    </section>
  );
}
