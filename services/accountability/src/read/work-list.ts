import { answers, IsSealState, type StateAt, stateAt } from '@patto/access';
import { IsCode } from '@patto/contracts';
import { IsIn, IsOptional } from 'class-validator';
import { eventPlaces } from './event-places.ts';
import { WORK_OUTCOMES, WorkLeft, type WorkOutcome, workLeft } from './work.ts';

/** What reactions between services left for people to see to, newest first. It names events and commands, and holds nothing of what they say. */
export class WorkList {
  @IsOptional() @IsCode() readonly service?: string;
  @IsOptional() @IsIn(WORK_OUTCOMES) readonly outcome?: WorkOutcome;
}

/** What was left, and how far the evidence of the event reaches that was heard. */
export class WorkInList extends WorkLeft {
  @IsOptional() @IsSealState() readonly evidence?: StateAt;
}

export const workList = answers(WorkList, { purpose: 'operation', dataCategories: [], page: WorkInList }, ({ service, outcome }, ask) =>
  ask.pageOf(workLeft, { ...(service && { service }), ...(outcome && { outcome }) }, { sort: ['-since'] }, (some) =>
    Promise.all(
      some.map(async (left) => {
        const place = left.event === undefined ? undefined : await ask.one(eventPlaces, left.event);
        return [{ ...left, ...(place && { evidence: stateAt(place.position) }) }];
      }),
    ),
  ),
);
