import { packageFiles, type PackageFile } from './packageFiles.ts';
import { targetsOf, type Target } from './columnTargets.ts';

/** Columns beside `plan_ref` by which a row is part of a plan: what it names there would show that it is there, or be half of what the row tells. */
const besidePlan: Readonly<Record<string, readonly string[]>> = {
  // A link would also tell the title of the plan it leads to.
  plan_links: ['related_ref'],
  // Both are in the key of the row, which is its id for everybody.
  plan_indicators: ['outcome_ref', 'priority_ref'],
  actions: ['priority_ref', 'parent_action_ref'],
  milestones: ['action_refs'],
  targets: ['priority_ref', 'action_refs'],
};

/** Columns of a file by any of which its rows are part of a plan, and hidden with it while it is under embargo. */
export function columnsOfPlans(file: PackageFile): Target[] {
  const names = ['plan_ref', ...(besidePlan[file.name] ?? [])];
  return file.name === 'plans' ? [] : targetsOf(file).filter(({ field }) => names.includes(field.name));
}

/** Files of which a row names the plan it is part of. */
export const partsOfPlans: readonly PackageFile[] = packageFiles.filter((file) => columnsOfPlans(file).some(({ field }) => field.name === 'plan_ref'));
