/**
 * The map of the sites as SVG paths: cut, projected and rounded once on the server, so that a wall loads a few
 * kilobytes and asks nobody. Joined to the matrix: a line runs from each dot to its row without crossing another.
 */
import { type GeoProjection, geoContains, geoMercator, geoPath } from 'd3-geo';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';

export type World = Topology<{ countries: GeometryCollection; land: GeometryCollection }>;

export interface MapSite {
  readonly id: string;
  readonly position: { readonly latitude: number; readonly longitude: number };
}
export interface MapFrame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Middle of each row of the matrix, in the order of the sites. */
  readonly rows: readonly number[];
}
export interface MapDot {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  /** From the dot, up or down to the height of its row, then to the right edge. */
  readonly leader: string;
}
export interface MapDrawing {
  readonly land: string;
  readonly borders: string;
  /** The countries that have a site. */
  readonly countries: string;
  readonly dots: readonly MapDot[];
}

/** Room between the outermost dots and the edges of the frame. */
const margin = 30;
/** A single site, or two in one city, still show their surroundings: at least this many radians across. */
const leastSpan = 0.2;
/** A dot stays this far below the line of the row above its own. */
const leaderGap = 16;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;
const mercatorY = (latitude: number): number => Math.log(Math.tan(Math.PI / 4 + radians(latitude) / 2));

interface Span {
  readonly middle: number;
  readonly size: number;
}
function spanOf(values: readonly number[]): Span {
  const low = Math.min(...values);
  const high = Math.max(...values);
  return { middle: (low + high) / 2, size: Math.max(high - low, leastSpan) };
}

/** How far down the map must be moved so that no line crosses another (west = upper row). */
function leadersShift(ys: readonly number[], rows: readonly number[], lowest: number): number {
  const wanted = ys.map((y, i) => (i === 0 ? 0 : (rows[i - 1] ?? 0) + leaderGap - y));
  return Math.min(Math.max(0, ...wanted), lowest - Math.max(...ys));
}

function projectionOf(sites: readonly MapSite[], frame: MapFrame): GeoProjection {
  const across = spanOf(sites.map((site) => radians(site.position.longitude)));
  const up = spanOf(sites.map((site) => mercatorY(site.position.latitude)));
  const scale = Math.min((frame.width - 2 * margin) / across.size, (frame.height - 2 * margin) / up.size);
  const middleX = frame.x + frame.width / 2;
  const middleY = frame.y + frame.height / 2;
  const ys = sites.map((site) => middleY - scale * (mercatorY(site.position.latitude) - up.middle));
  const down = leadersShift(ys, frame.rows, frame.y + frame.height - margin);
  return geoMercator()
    .scale(scale)
    .translate([middleX - scale * across.middle, middleY + scale * up.middle + down])
    .clipExtent([
      [frame.x, frame.y],
      [frame.x + frame.width, frame.y + frame.height],
    ]);
}

function dotOf(site: MapSite, row: number, frame: MapFrame, projection: GeoProjection): MapDot {
  const { longitude, latitude } = site.position;
  const [px, py] = projection([longitude, latitude]) ?? [frame.x, frame.y];
  const x = Math.round(px);
  const y = Math.round(py);
  return { id: site.id, x, y, leader: `M${x} ${y}V${row}H${frame.x + frame.width}` };
}

/** A harbour stands a little off a coast drawn at this scale: looked for at its place, then around it. */
const around = [0, 0.15, 0.35].flatMap((far) =>
  far === 0
    ? [[0, 0] as const]
    : [[far, 0] as const, [0, far] as const, [-far, 0] as const, [0, -far] as const],
);

function countryOf<Country extends Parameters<typeof geoContains>[0]>(
  all: readonly Country[],
  { position }: MapSite,
): Country | undefined {
  for (const [east, north] of around) {
    const found = all.find((country) =>
      geoContains(country, [position.longitude + east, position.latitude + north]),
    );
    if (found) return found;
  }
  return undefined;
}

/** `sites` west to east, one row each. */
export function drawMap(world: World, sites: readonly MapSite[], frame: MapFrame): MapDrawing {
  if (sites.length === 0) return { land: '', borders: '', countries: '', dots: [] };
  const projection = projectionOf(sites, frame);
  const path = geoPath(projection).digits(1);
  const all = feature(world, world.objects.countries).features;
  const holding = sites.flatMap((site) => countryOf(all, site) ?? []);
  return {
    land: path(feature(world, world.objects.land)) ?? '',
    borders: path(mesh(world, world.objects.countries, (a, b) => a !== b)) ?? '',
    countries: path({ type: 'FeatureCollection', features: holding }) ?? '',
    dots: sites.map((site, i) => dotOf(site, frame.rows[i] ?? frame.y, frame, projection)),
  };
}
