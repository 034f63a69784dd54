import type { Service } from './service.ts';
import { workCategory } from './work.ts';

/** The stream categories that are a service's. */
export const categoriesOfService = ({ name, decisions, reactions }: Service): readonly string[] => [
  ...new Set([...decisions.map(({ aggregate }) => aggregate.category), ...(reactions.length > 0 ? [workCategory(name)] : [])]),
];

/** The category of the log of accesses, in which every service records what it shows. */
export const ACCESS_CATEGORIES: readonly string[] = ['access'];
