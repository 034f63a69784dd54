import type { CollectionDeclaration } from './documents.ts';
import { isPath } from './filter.ts';

const NAME = /^[a-z][a-z0-9-]*$/;

/** Engines write names, versions and paths into their questions as they are. @throws where they are not plain */
export const checkDeclaration = ({ name, version, indexes = [] }: CollectionDeclaration): void => {
  if (!NAME.test(name)) throw new Error(`A collection's name is kebab-case, not ${JSON.stringify(name)}.`);
  if (!Number.isSafeInteger(version) || version < 0) throw new Error(`A collection's version is a whole number, not ${version}.`);
  const wrong = indexes.find((path) => !isPath(path));
  if (wrong !== undefined) throw new Error(`Nothing is indexed by ${JSON.stringify(wrong)}.`);
};
