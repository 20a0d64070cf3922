/** /wall/overview: asks for the picture of now, draws the map of its sites, and renders both. */
import { drawMap, type MapDrawing } from '../../../../components/map/draw-map.ts';
import { firstScreen } from '../../../../components/wall/page-of.ts';
import type { Parameters } from '../../../../components/wall/settings.ts';
import type { SitePicture } from '../../../../lib/readings/picture.ts';
import { askForWall } from '../../../_server/wall-door.ts';
import { world } from './geography.ts';
import { rowMiddles } from './matrix-view.ts';
import { OverviewScreen } from './screen.tsx';
import { overviewView } from './view.ts';

/** The last map drawn: sites do not move, and projecting the coasts takes a third of a second. */
let drawn: { readonly key: string; readonly map: MapDrawing } | null = null;

function mapOf(sites: readonly SitePicture[]): MapDrawing {
  const key = JSON.stringify(sites.map((site) => [site.id, site.position]));
  if (drawn?.key !== key) {
    const frame = { x: 24, y: 112, width: 384, height: 488, rows: rowMiddles(sites.length) };
    drawn = { key, map: drawMap(world, sites, frame) };
  }
  return drawn.map;
}

export default async function Page({ searchParams }: { readonly searchParams: Promise<Parameters> }) {
  const { picture, settings, build } = await askForWall(searchParams);
  return (
    <OverviewScreen {...firstScreen(picture, settings, build, overviewView)} map={mapOf(picture.sites)} />
  );
}
