/** A point on the Earth, in decimal degrees. */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

const EARTH_RADIUS_KM = 6_371; // The mean; a sphere is right to half a per cent, and nobody walks by the ellipsoid.
const KM_PER_DEGREE = 111; // Of latitude.

/** The great-circle distance in kilometres. */
export const kilometresBetween = (a: Point, b: Point): number => {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const squaredHalfChord =
    Math.sin(radians(b.latitude - a.latitude) / 2) ** 2 +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(squaredHalfChord)));
};

/** The degrees of latitude that a circle spans: what an index narrows a search by distance with. */
export const latitudesAround = ({ latitude }: Point, kilometres: number): { readonly $gte: number; readonly $lte: number } => {
  const reach = kilometres / KM_PER_DEGREE;
  return { $gte: Math.max(-90, latitude - reach), $lte: Math.min(90, latitude + reach) };
};

/** Reads `45.07,7.68` or, with the kilometres around it, `45.07,7.68,5`; nothing where there is no such place. */
export const nearOf = (text: string): { readonly point: Point; readonly kilometres?: number } | undefined => {
  const [latitude = Number.NaN, longitude = Number.NaN, kilometres, ...more] = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const isPlace = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  if (!isPlace || more.length > 0 || (kilometres !== undefined && !(kilometres >= 0))) return undefined;
  return { point: { latitude, longitude }, ...(kilometres === undefined ? {} : { kilometres }) };
};
