'use client';
/** A device: all it says, how old, and the past of what is chosen. */
import Link from 'next/link';
import { useMemo } from 'react';
import { useDesk } from '../../../../../components/desk/desk-context.tsx';
import { Mark } from '../../../../../components/desk/mark.tsx';
import { NowList } from '../../../../../components/desk/now-list.tsx';
import { severityWord } from '../../../../../components/desk/rail-view.ts';
import { ReadingList } from '../../../../../components/desk/reading-list.tsx';
import { metricOf } from '../../../../../lib/readings/catalogue/index.ts';
import type { DevicePicture } from '../../../../../lib/readings/picture.ts';
import { labelOf, readingOf } from '../../../../../lib/readings/picture.ts';
import { History } from '../../../history.tsx';
import { chosenOf, maxChosen } from '../../../history-view.ts';
import { Ranges } from '../../../ranges.tsx';
import { useRange } from '../../../use-range.ts';
import { type DeviceModel, deviceModel } from './view.ts';

function Facts({ model }: { readonly model: DeviceModel }) {
  const { say } = useDesk();
  return (
    <section>
      <div className="head">
        <h2>{say.facts}</h2>
      </div>
      <dl className="facts" style={{ marginTop: 8 }}>
        {model.facts.map((fact) => (
          <div key={`${fact.name}${fact.value}`} style={{ display: 'contents' }}>
            <dt>{fact.name}</dt>
            <dd>
              {fact.href === null ? (
                fact.value
              ) : (
                <Link className="link" href={fact.href} prefetch={false}>
                  {fact.value}
                </Link>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Checks({ model }: { readonly model: DeviceModel }) {
  const { say } = useDesk();
  return (
    <section style={{ marginTop: 24 }}>
      <div className="head">
        <h2>{say.checks}</h2>
      </div>
      <div className="scroll-x">
        <table className="plain-table cond">
          <thead>
            <tr>
              <th>{say.check}</th>
              <th className="right">{say.tried}</th>
              <th className="right">{say.answered}</th>
              <th className="right">{say.withValue}</th>
              <th className="right">{say.failures}</th>
            </tr>
          </thead>
          <tbody>
            {model.checks.map((row) => (
              <tr key={row.check}>
                <td className="anywhere">
                  {row.check} <span className="muted">{say.everyCheck(row.every)}</span>
                  {row.reason === '' ? null : <div className="muted">{row.reason}</div>}
                </td>
                <td className="right">{row.tried}</td>
                <td className="right">{row.answered}</td>
                <td className="right">{row.withValue}</td>
                <td className="right">{row.failures}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function useChosen(model: DeviceModel, device: DevicePicture) {
  const { live } = useDesk();
  const { query, go } = useRange();
  const asked = query.get('draw') ?? model.first;
  const chosen = useMemo(() => chosenOf(asked, (metric) => metricOf(metric) !== undefined), [asked]);
  const drawn = chosen.map((one) => `${one.metric}/${one.instance}`);
  const toggle = (draw: string) => {
    const next = drawn.includes(draw)
      ? drawn.filter((one) => one !== draw)
      : [draw, ...drawn].slice(0, maxChosen);
    const changed = new URLSearchParams(query);
    if (next.length === 0) changed.delete('draw');
    else changed.set('draw', next.join(','));
    go(`?${changed.toString()}`);
  };
  const named = chosen.map((one) => {
    const picture = live?.picture;
    const reading = picture
      ? readingOf(picture, device.site, device.id, one.metric, one.instance)
      : undefined;
    return picture && reading ? { ...one, thing: labelOf(picture, reading) } : one;
  });
  return { chosen: named, drawn, toggle };
}

function Filter() {
  const { say } = useDesk();
  const { query, go } = useRange();
  const only = query.get('show') === 'abnormal';
  const set = (abnormal: boolean) => {
    const next = new URLSearchParams(query);
    if (abnormal) next.set('show', 'abnormal');
    else next.delete('show');
    go(`?${next.toString()}`);
  };
  return (
    <fieldset className="tabs" aria-label={say.filter}>
      <button type="button" aria-pressed={!only} onClick={() => set(false)}>
        {say.allReadings}
      </button>
      <button type="button" aria-pressed={only} onClick={() => set(true)}>
        {say.onlyAbnormal}
      </button>
    </fieldset>
  );
}

function Body({ device, model }: { readonly device: DevicePicture; readonly model: DeviceModel }) {
  const { say } = useDesk();
  const { chosen, drawn, toggle } = useChosen(model, device);
  return (
    <>
      <p className="sentence">{model.sentence}</p>
      <div className="two">
        <div>
          <History site={device.site} device={device.id} chosen={chosen} states={model.states} />
          <div className="head" style={{ marginTop: 24 }}>
            <h2>{say.readings}</h2>
            <span className="cap">{say.chooseHint}</span>
            <Filter />
          </div>
          <ReadingList groups={model.groups} drawn={drawn} onDraw={toggle} />
        </div>
        <div>
          {model.now.rows.length > 0 ? (
            <div style={{ marginBottom: 24 }}>
              <NowList list={model.now} />
            </div>
          ) : null}
          <Facts model={model} />
          <Checks model={model} />
        </div>
      </div>
    </>
  );
}

export function DeviceScreen({
  site,
  device,
  name,
}: {
  readonly site: string;
  readonly device: string;
  readonly name: string;
}) {
  const { live, locale, say, zone } = useDesk();
  const { query } = useRange();
  const place = live?.picture?.sites.find((one) => one.id === site);
  const found = place?.devices.find((one) => one.id === device);
  const model =
    live?.picture && found
      ? deviceModel(live.picture, found, locale, zone, query.get('show') === 'abnormal')
      : null;
  return (
    <>
      <div className="title">
        <Mark kind={model?.severity ?? null} word={severityWord(model?.severity ?? null, locale)} size={22} />
        <h1>{name}</h1>
        <span className="muted">
          {device}
          {place ? `, ${place.name}` : ''}
        </span>
        <div className="tools">
          <Ranges names={['1h', '24h', '7d', '30d']} />
        </div>
      </div>
      {model && found ? <Body device={found} model={model} /> : <p className="loading">{say.loading}</p>}
    </>
  );
}
