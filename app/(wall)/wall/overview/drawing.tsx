/** Draws the overview wall. */
import type { MapDrawing } from '../../../../components/map/draw-map.ts';
import { Now } from '../../../../components/wall/now-list.tsx';
import { Calm } from './calm.tsx';
import { SiteMap } from './map.tsx';
import { Heads, Row } from './matrix.tsx';
import type { OverviewModel } from './view.ts';

export function drawOverview(model: OverviewModel, map: MapDrawing) {
  const { locale, rows } = model;
  const calls = rows.some((row) => row.cells.some((cell) => cell.kind === 'good' && cell.figure !== null));
  return (
    <g>
      <SiteMap map={map} severities={model.severities} />
      <Heads contract={model.contract} calls={calls} locale={locale} />
      {rows.map((row, i) => (
        <Row key={row.id} row={row} count={rows.length} last={i === rows.length - 1} locale={locale} />
      ))}
      <rect x={24} y={607} width={1872} height={2} fill="var(--hairline)" />
      {model.now && <Now now={model.now} locale={locale} />}
      {model.calm && <Calm calm={model.calm} />}
    </g>
  );
}
