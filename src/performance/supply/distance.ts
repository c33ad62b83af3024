/** A position on the globe, in degrees (WGS 84). */
export interface Position {
  latitude: number;
  longitude: number;
}

/** The mean radius of the earth (IUGG): a sphere is within half a per cent of the earth as it is. */
const earthRadiusKm = 6371.0088;
/** Kilometres in a degree of latitude. */
const kmInDegree = (Math.PI * earthRadiusKm) / 180;

/** The distance as the crow flies, in kilometres (haversine). Roads are longer. */
export function distanceKm(one: Position, other: Position): number {
  const [a, b] = [radians(one.latitude), radians(other.latitude)];
  const half = Math.sin((b - a) / 2) ** 2 + Math.cos(a) * Math.cos(b) * Math.sin(radians(other.longitude - one.longitude) / 2) ** 2;
  return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(half)));
}

/** Degrees between which everything lies that is within a distance, for a first, coarse choice. Near a pole or across the date line every longitude does. */
export function boxAround({ latitude, longitude }: Position, km: number): { south: number; north: number; west: number; east: number } {
  const [south, north] = [latitude - km / kmInDegree, latitude + km / kmInDegree];
  const widest = Math.cos(radians(Math.max(Math.abs(south), Math.abs(north))));
  const width = km / kmInDegree / Math.max(widest, 1e-9);
  const isWhole = Math.max(Math.abs(south), Math.abs(north)) >= 90 || longitude - width < -180 || longitude + width > 180;
  return { south, north, west: isWhole ? -180 : longitude - width, east: isWhole ? 180 : longitude + width };
}

/** The middle of several positions, near enough for places of one authority. */
export function middleOf(positions: readonly Position[]): Position {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  return { latitude: mean(positions.map(({ latitude }) => latitude)), longitude: mean(positions.map(({ longitude }) => longitude)) };
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
