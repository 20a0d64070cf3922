'use client';
/** One system of a site: the same bar of systems, then its devices and what they measure. */
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { LinkMirror } from '../../../../../components/chart/link-mirror.tsx';
import { useDesk } from '../../../../../components/desk/desk-context.tsx';
import { Mark } from '../../../../../components/desk/mark.tsx';
import { NowList } from '../../../../../components/desk/now-list.tsx';
import { PowerLine } from '../../../../../components/desk/power-line.tsx';
import { severityWord } from '../../../../../components/desk/rail-view.ts';
import { ReadingList } from '../../../../../components/desk/reading-list.tsx';
import { SystemCells } from '../../../../../components/desk/system-cells.tsx';
import type { System } from '../../../../../lib/inventory/inventory.ts';
import { words } from '../../../../../lib/messages/index.ts';
import type { SitePicture } from '../../../../../lib/readings/picture.ts';
import { Ranges } from '../../../ranges.tsx';
import { useLinkPast } from '../../../use-link-past.ts';
import { useRange } from '../../../use-range.ts';
import { type SiteModel, siteModel } from '../view.ts';
import { type SystemDevice, type SystemModel, systemModel } from './view.ts';

function DeviceReadings({ one }: { readonly one: SystemDevice }) {
  const { locale, say } = useDesk();
  const router = useRouter();
  const href = `/devices/${one.row.site}/${one.row.id}`;
  return (
    <section style={{ marginTop: 16 }}>
      <div className="head">
        <h2>
          <Link href={href} prefetch={false} className="legend">
            <Mark kind={one.row.severity} word={severityWord(one.row.severity, locale)} size={14} />
            {one.row.name} <span className="muted">{one.row.id}</span>
          </Link>
        </h2>
        <Link href={href} prefetch={false} className="link cap">
          {one.hidden > 0 ? say.more(one.hidden) : say.ago(one.row.age)}
        </Link>
      </div>
      {one.readings.length === 0 ? (
        <p className="empty">{say.noReadings}</p>
      ) : (
        <ReadingList
          groups={[{ family: one.row.id, title: '', rows: one.readings }]}
          drawn={[]}
          bare
          onDraw={(draw) => router.push(`${href}?draw=${encodeURIComponent(draw)}`)}
        />
      )}
    </section>
  );
}

interface BodyProps {
  readonly site: SitePicture;
  readonly system: System;
}
function Head({
  system,
  model,
  past,
}: {
  system: System;
  model: SiteModel;
  past: ReturnType<typeof useLinkPast>;
}) {
  const { zone, locale } = useDesk();
  if (system === 'internet' && model.mirror)
    return <LinkMirror model={model.mirror} span={past.span} zone={zone} locale={locale} />;
  return null;
}

function Devices({ model }: { readonly model: SystemModel }) {
  const { say } = useDesk();
  if (model.devices.length === 0) return <p className="empty">{say.nothingHere}</p>;
  return model.devices.map((one) => <DeviceReadings key={one.row.id} one={one} />);
}

function Body({ site, system }: BodyProps) {
  const { live, locale, zone } = useDesk();
  const { range } = useRange();
  const past = useLinkPast(site, live?.recent ?? null, live?.now ?? 0, range);
  if (!live?.picture) return null;
  const whole = siteModel(live.picture, site, locale, {
    span: past.span,
    zone,
    samples: past.samples,
    holeMs: past.holeMs,
  });
  const model = systemModel(live.picture, site, system, locale, zone);
  return (
    <>
      <SystemCells site={site.id} cells={whole.cells} current={system} />
      {system === 'power' ? <PowerLine stages={whole.power} /> : null}
      <div className="two">
        <div>
          <Head system={system} model={whole} past={past} />
          <Devices model={model} />
        </div>
        <NowList list={model.now} />
      </div>
    </>
  );
}

export function SystemScreen({
  site,
  name,
  system,
}: {
  readonly site: string;
  readonly name: string;
  readonly system: System;
}) {
  const { live, locale, say } = useDesk();
  const found = live?.picture?.sites.find((one) => one.id === site);
  return (
    <>
      <div className="title">
        <h1>{words(locale).common[system]}</h1>
        <Link href={`/sites/${site}`} className="link" prefetch={false}>
          {name}
        </Link>
        {system === 'internet' ? (
          <div className="tools">
            <Ranges names={['1h', '24h', '7d']} />
          </div>
        ) : null}
      </div>
      {found ? <Body site={found} system={system} /> : <p className="loading">{say.loading}</p>}
    </>
  );
}
