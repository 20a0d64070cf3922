'use client';
/** A site: from the site to the cause in two clicks. */
import { LinkMirror } from '../../../../components/chart/link-mirror.tsx';
import { useDesk } from '../../../../components/desk/desk-context.tsx';
import { DeviceList } from '../../../../components/desk/device-list.tsx';
import { Mark } from '../../../../components/desk/mark.tsx';
import { NowList } from '../../../../components/desk/now-list.tsx';
import { OverflowTable } from '../../../../components/desk/overflow-table.tsx';
import {
  type OverflowAnswer,
  overflowRows,
  overflowSummary,
} from '../../../../components/desk/overflow-view.ts';
import { PowerLine } from '../../../../components/desk/power-line.tsx';
import { severityWord } from '../../../../components/desk/rail-view.ts';
import { SystemCells } from '../../../../components/desk/system-cells.tsx';
import { formatRatio } from '../../../../lib/messages/format.ts';
import type { SitePicture } from '../../../../lib/readings/picture.ts';
import { Ranges } from '../../ranges.tsx';
import { useFetched } from '../../use-fetched.ts';
import { type LinkPast, useLinkPast } from '../../use-link-past.ts';
import { useRange } from '../../use-range.ts';
import { type SiteModel, siteHead, siteModel } from './view.ts';

const overflowDays = 14;
const overflowEveryMs = 60_000;

function Legend() {
  const { say } = useDesk();
  return (
    <>
      <span className="cond legend">
        <svg width="56" height="16" viewBox="0 0 56 16" aria-hidden="true">
          <rect x="0" y="7" width="56" height="2" fill="var(--hairline)" />
          <rect x="6" y="4" width="30" height="8" fill="var(--area-out)" stroke="var(--faint)" />
          <rect x="20" y="1" width="3" height="14" fill="var(--text)" />
          <rect x="44" y="2" width="1.5" height="12" fill="var(--muted)" />
        </svg>
        {say.legendBar}
      </span>
      <span className="cond">
        <kbd>1</kbd> … <kbd>7</kbd> {say.openSystem}
      </span>
    </>
  );
}

function Links({
  model,
  past,
  mark,
}: {
  readonly model: SiteModel;
  readonly past: LinkPast;
  readonly mark: string;
}) {
  const { zone, locale, say } = useDesk();
  if (!model.mirror) return <p className="empty">{say.noLink}</p>;
  const failed = past.asked?.state === 'failed';
  return (
    <section aria-label={`${say.primary}, ${say.backup} ${mark}`}>
      {failed ? (
        <p className="problem">
          {past.asked?.state === 'failed' && past.asked.reason !== null
            ? say.chartRefused(past.asked.reason)
            : say.chartFailed}{' '}
          <button type="button" className="plain link" onClick={past.again}>
            {say.retry}
          </button>
        </p>
      ) : null}
      <LinkMirror model={model.mirror} span={past.span} zone={zone} locale={locale} />
    </section>
  );
}

function Overflows({ site, mark }: { readonly site: string; readonly mark: string }) {
  const { live, locale, say, zone } = useDesk();
  const [asked, again] = useFetched<OverflowAnswer>(`/api/v1/overflows/${site}`, overflowEveryMs);
  const answer = asked.state === 'ready' ? asked.data : asked.last;
  const now = live?.now ?? Date.now();
  return (
    <OverflowTable
      rows={answer ? overflowRows(answer, now, locale, zone) : null}
      summary={answer ? overflowSummary(answer, overflowDays, locale) : null}
      mark={mark}
      failed={
        asked.state === 'failed'
          ? asked.reason === null
            ? say.chartFailed
            : say.chartRefused(asked.reason)
          : null
      }
      onRetry={again}
      days={overflowDays}
    />
  );
}

function Body({ site, found }: { readonly site: string; readonly found: SitePicture }) {
  const { live, locale, zone } = useDesk();
  const { range } = useRange();
  const past = useLinkPast(found, live?.recent ?? null, live?.now ?? 0, range);
  if (!live?.picture) return null;
  const needs = { span: past.span, zone, samples: past.samples, holeMs: past.holeMs };
  const model = siteModel(live.picture, found, locale, needs);
  const overflow = found.links.find((link) => link.overflow !== null)?.overflow ?? null;
  const mark = overflow ? formatRatio(overflow.atRatio, locale) : '';
  return (
    <>
      <p className="sentence">{model.sentence}</p>
      <SystemCells site={site} cells={model.cells} />
      <div className="two">
        <Links model={model} past={past} mark={mark} />
        <NowList list={model.now} />
      </div>
      <PowerLine stages={model.power} />
      <div className="two">
        {overflow ? <Overflows site={site} mark={mark} /> : <div />}
        <DeviceList rows={model.devices} />
      </div>
    </>
  );
}

export function SiteScreen({ site, name }: { readonly site: string; readonly name: string }) {
  const { live, locale, say } = useDesk();
  const found = live?.picture?.sites.find((one) => one.id === site);
  const head = live?.picture && found ? siteHead(live.picture, found, locale) : null;
  return (
    <>
      <div className="title">
        <Mark kind={head?.severity ?? null} word={severityWord(head?.severity ?? null, locale)} size={22} />
        <h1>{name}</h1>
        <span className="muted">{head?.place}</span>
        <div className="tools">
          <Ranges names={['1h', '24h', '7d']} />
          <Legend />
        </div>
      </div>
      {found ? <Body site={site} found={found} /> : <p className="loading">{say.loading}</p>}
    </>
  );
}
