import type { Cell } from '../packageTable.ts';
import { objectIn, objectsIn, plainText, textOf, type JsonObject } from './members.ts';

/** How much a service can take, in the unit that is stated first. */
export interface Capacity {
  maximum: Cell;
  unit: string;
}

/** How much a service can serve: the maximum of its first capacity that states one. What is free today (`available`) is not its capacity. */
export function capacityOf(service: JsonObject): Capacity {
  const first = capacitiesIn(service).find((capacity) => textOf(capacity.maximum) !== '' && !isOverbooked(capacity));
  if (!first) return { maximum: '', unit: '' };
  return { maximum: textOf(first.maximum), unit: unitOf(first) };
}

export function capacitiesIn(service: JsonObject): JsonObject[] {
  return objectsIn(service, 'capacities', 'service_capacity');
}

/** More is said to be free than there can be: then neither figure can be trusted. */
export function isOverbooked({ maximum, available }: JsonObject): boolean {
  const [most, free] = [plainText(maximum), plainText(available)];
  return most !== '' && free !== '' && Number(free) > Number(most);
}

export function unitOf(capacity: JsonObject): string {
  const unit = objectIn(capacity, 'unit');
  return plainText(unit.name) || plainText(unit.identifier);
}
