/** /wall/incidents: asks for the picture of now and renders it; the screen then lives by the stream. */
import { firstScreen } from '../../../../components/wall/page-of.ts';
import type { Parameters } from '../../../../components/wall/settings.ts';
import { askForWall } from '../../../_server/wall-door.ts';
import { IncidentsScreen } from './screen.tsx';
import { incidentsView } from './view.ts';

export default async function Page({ searchParams }: { readonly searchParams: Promise<Parameters> }) {
  const { picture, settings, build } = await askForWall(searchParams);
  return <IncidentsScreen {...firstScreen(picture, settings, build, incidentsView)} />;
}
