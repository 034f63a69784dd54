import { answers, type Asking, IsOpened } from '@patto/access';
import { AreIds, IsId, type OrganisationId, type OperatorId, Rejection } from '@patto/contracts';
import { OperatorAffiliated } from '@patto/contracts/partnerships';
import type { SealedPart } from '@patto/read-models';
import { ArrayMaxSize, IsOptional } from 'class-validator';
import { affiliations } from './affiliations.ts';

/** Who an operator is, to those who have to do with them: whoever works with them, and the persons whose case manager they are. */
export class OperatorById {
  @IsId('operator') readonly operator!: OperatorId;
}

const ROLES_OF_COLLEAGUES = ['operator', 'coordinator', 'administrator', 'auditor'];

/** So many organisations one operator may work for. */
const MOST_AFFILIATIONS = 50;

const isCaseManagerOf = (operator: OperatorId, { facts, party }: Asking): boolean =>
  facts.find('charge', party).some(({ is }) => is.person === party && is.caseManager === operator);

/** Who an operator is, and for whom they work. */
export class OperatorView {
  @IsId('operator') readonly id!: OperatorId;
  @IsOptional() @IsOpened(OperatorAffiliated, 'name') readonly name?: SealedPart;
  @AreIds('organisation') @ArrayMaxSize(MOST_AFFILIATIONS) readonly organisations!: readonly OrganisationId[];
}

export const operatorById = answers(OperatorById, { purpose: 'care', dataCategories: ['operator'], answer: OperatorView }, async ({ operator }, ask) => {
  const worksHere = ask.roles.some((role) => ROLES_OF_COLLEAGUES.includes(role));
  const found = await ask.find(affiliations, { operator, status: 'in-force' }, { limit: MOST_AFFILIATIONS });
  if (!worksHere && !isCaseManagerOf(operator, ask)) throw new Rejection('not-a-recipient', 'This operator has nothing to do with you.');
  const [first] = found;
  return first && { id: operator, name: first.name, organisations: found.map(({ organisation }) => organisation) };
});
