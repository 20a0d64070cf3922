'use client';
/** The wall of incidents, alive. */
import type { ScreenProps } from '../../../../components/wall/screen-props.ts';
import { Wall } from '../../../../components/wall/wall.tsx';
import { drawIncidents } from './drawing.tsx';
import { type IncidentsModel, incidentsView } from './view.ts';

const noHistory: readonly string[] = [];

export function IncidentsScreen(props: ScreenProps<IncidentsModel>) {
  return <Wall {...props} screen="incidents" recent={noHistory} view={incidentsView} draw={drawIncidents} />;
}
