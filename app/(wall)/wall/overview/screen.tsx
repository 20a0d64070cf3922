'use client';
/** Draws the overview wall. */
import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useRef } from 'react';
import type { MapDrawing } from '../../../../components/map/draw-map.ts';
import type { ScreenProps } from '../../../../components/wall/screen-props.ts';
import { Wall } from '../../../../components/wall/wall.tsx';
import { Calm } from './calm.tsx';
import { SiteMap } from './map.tsx';
import { Heads, Row } from './matrix.tsx';
import { Now } from './now.tsx';
import { type OverviewModel, overviewRecent, overviewView } from './view.ts';

interface ContentProps {
  readonly model: OverviewModel;
  readonly map: MapDrawing;
}

/** The map was drawn for the sites of its page; a site book with others asks for another one, once. */
function useFreshMap({ model, map }: ContentProps): void {
  const router = useRouter();
  const asked = useRef('');
  const wanted = model.rows.map((row) => row.id).join(' ');
  const drawn = map.dots.map((dot) => dot.id).join(' ');
  useEffect(() => {
    if (wanted === drawn || wanted === asked.current) return;
    asked.current = wanted;
    router.refresh();
  }, [wanted, drawn, router]);
}

function Content({ model, map }: ContentProps) {
  useFreshMap({ model, map });
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

export function OverviewScreen(props: ScreenProps<OverviewModel> & { readonly map: MapDrawing }) {
  const { map, ...rest } = props;
  const draw = useCallback((model: OverviewModel) => <Content model={model} map={map} />, [map]);
  return <Wall {...rest} screen="overview" recent={overviewRecent} view={overviewView} draw={draw} />;
}
