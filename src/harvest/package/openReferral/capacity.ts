import type { Cell } from '../packageTable.ts';
import { objectIn, objectsIn, plainText, textOf, type JsonObject } from './members.ts';

export interface Capacity {
  maximum: Cell;
  unit: string;
  /** Capacities in further units, as "20 Hours". */
  others: string[];
}

/** How much a service can serve: the maximum of its first capacity that states one. What is free today (`available`) is not its capacity. */
export function capacityOf(service: JsonObject): Capacity {
  const [first, ...others] = capacitiesIn(service).filter((capacity) => textOf(capacity.maximum) !== '' && !isOverbooked(capacity));
  if (!first) return { maximum: '', unit: '', others: [] };
  return { maximum: textOf(first.maximum), unit: unitOf(first), others: others.map((other) => `${plainText(other.maximum)} ${unitOf(other)}`.trim()) };
}

export function capacitiesIn(service: JsonObject): JsonObject[] {
  return objectsIn(service, 'capacities', 'service_capacity');
}

/** More is said to be free than there can be: then neither figure can be trusted. */
export function isOverbooked({ maximum, available }: JsonObject): boolean {
  return typeof maximum === 'number' && typeof available === 'number' && available > maximum;
}

function unitOf(capacity: JsonObject): string {
  const unit = objectIn(capacity, 'unit');
  return plainText(unit.name) || plainText(unit.identifier);
}
