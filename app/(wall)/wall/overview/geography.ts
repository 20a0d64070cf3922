/** Coasts and borders of the world at 1:50 000 000, from the package, into the server's bundle at build. */
import countries from 'world-atlas/countries-50m.json';
import type { World } from '../../../../components/map/draw-map.ts';

export const world = countries as unknown as World;
