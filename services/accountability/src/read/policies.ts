import { answers, less, stored } from '@patto/access';
import { type Id, type Instant, IsId, IsInstant } from '@patto/contracts';
import { PolicyPublished } from '@patto/contracts/accountability';
import { readModel } from '@patto/read-models';

class PolicyDocument extends less(PolicyPublished) {
  @IsInstant() readonly publishedAt!: Instant;
}

/** The policy of the deployment; its revision is its version. */
export class PolicyView extends stored(PolicyDocument, 'policy') {}

/** The policy, as one document. */
export const policies = readModel(
  'policies',
  1,
  { events: { PolicyPublished }, indexes: [] },
  { PolicyPublished: (_: PolicyDocument | undefined, { rules }, { time }): PolicyDocument => ({ rules, publishedAt: time }) },
);

/** By which rules everything is judged: everybody may know. */
export class PolicyById {
  @IsId('policy') readonly policy!: Id<'policy'>;
}

export const policyById = answers(PolicyById, { purpose: 'registry', dataCategories: [], answer: PolicyView }, ({ policy }, ask) => ask.one(policies, policy));

/** The policy of this deployment, where its id is not known. */
export class PolicyList {}

export const policyList = answers(PolicyList, { purpose: 'registry', dataCategories: [], page: PolicyView }, (_, ask) => ask.page(policies, {}));
