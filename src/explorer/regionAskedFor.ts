/** The region shown first; any other where the hub does not know it. */
export const firstRegion = 'E12000004';

/** The region with the code asked for, which the API refuses when nobody has it; without one, the first shown. */
export function regionAskedFor(regions: readonly { code: string; name: string }[], code: string | undefined): { code: string; name: string } | undefined {
  if (code !== undefined) return regions.find((region) => region.code === code) ?? { code, name: code };
  return regions.find((region) => region.code === firstRegion) ?? regions[0];
}
