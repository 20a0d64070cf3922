'use client';
/** The overview wall, alive. */
import { useRouter } from 'next/navigation';
import { type ReactNode, useCallback, useEffect, useRef } from 'react';
import { drawnMetrics } from '../../../../components/live/events.ts';
import type { MapDrawing } from '../../../../components/map/draw-map.ts';
import type { ScreenProps } from '../../../../components/wall/screen-props.ts';
import { Wall } from '../../../../components/wall/wall.tsx';
import { drawOverview } from './drawing.tsx';
import { type OverviewModel, overviewView } from './view.ts';

/** The map was drawn for the sites of its page; a site book with others asks for another one, once. */
function FreshMap(props: { readonly wanted: string; readonly drawn: string; readonly children: ReactNode }) {
  const { wanted, drawn } = props;
  const router = useRouter();
  const asked = useRef('');
  useEffect(() => {
    if (wanted === drawn || wanted === asked.current) return;
    asked.current = wanted;
    router.refresh();
  }, [wanted, drawn, router]);
  return props.children;
}

const idsOf = (all: readonly { readonly id: string }[]): string => all.map((one) => one.id).join(' ');

export function OverviewScreen(props: ScreenProps<OverviewModel> & { readonly map: MapDrawing }) {
  const { map, ...rest } = props;
  const draw = useCallback(
    (model: OverviewModel) => (
      <FreshMap wanted={idsOf(model.rows)} drawn={idsOf(map.dots)}>
        {drawOverview(model, map)}
      </FreshMap>
    ),
    [map],
  );
  return <Wall {...rest} screen="overview" recent={drawnMetrics.overview} view={overviewView} draw={draw} />;
}
