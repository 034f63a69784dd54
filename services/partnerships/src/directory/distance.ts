/** A point on the Earth, in decimal degrees. */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

const EARTH_RADIUS_KM = 6_371; // The mean; a sphere is right to half a per cent, and nobody walks by the ellipsoid.
const KM_PER_DEGREE = 111; // Of latitude, and of longitude at the equator.

/** The great-circle distance in kilometres. */
export const kilometresBetween = (a: Point, b: Point): number => {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const squaredHalfChord =
    Math.sin(radians(b.latitude - a.latitude) / 2) ** 2 +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(squaredHalfChord)));
};

/** The whole degrees of latitude that a circle touches: what an index narrows a search by distance with. */
export const bandsAround = ({ latitude }: Point, kilometres: number): readonly number[] => {
  const reach = kilometres / KM_PER_DEGREE;
  const first = Math.max(-90, Math.floor(latitude - reach));
  const last = Math.min(90, Math.floor(latitude + reach));
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
};
