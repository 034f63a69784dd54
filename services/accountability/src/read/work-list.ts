import { answers } from '@patto/access';
import { IsCode } from '@patto/contracts';
import { IsIn, IsOptional } from 'class-validator';
import { WORK_OUTCOMES, WorkLeft, type WorkOutcome, workLeft } from './work.ts';

/** What reactions between services left for people to see to, newest first. It names events and commands, and holds nothing of what they say. */
export class WorkList {
  @IsOptional() @IsCode() readonly service?: string;
  @IsOptional() @IsIn(WORK_OUTCOMES) readonly outcome?: WorkOutcome;
}

export const workList = answers(WorkList, { purpose: 'operation', dataCategories: [], page: WorkLeft }, ({ service, outcome }, ask) =>
  ask.page(workLeft, { ...(service && { service }), ...(outcome && { outcome }) }, { sort: ['-since'] }),
);
