import type { FigureKind } from './FigureKind.ts';
import { observationFigures } from './observations.ts';
import { populationFigures } from './populations.ts';
import { serviceUseFigures } from './serviceUse.ts';

/** Every table of which a policy protects the counts. Targets are aims, budgets are money and capacities are places: none counts people. */
export const figureKinds: readonly FigureKind[] = [observationFigures, serviceUseFigures, populationFigures];
