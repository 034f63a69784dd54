import { Controller, Get, Post } from '@nestjs/common';
import { Act, Ask, Routes } from '@patto/service-kit';
import { AcceptCommitment } from './plan/accept-commitment.ts';
import { ConfirmFulfilment } from './plan/confirm-fulfilment.ts';
import { ContestFulfilment } from './plan/contest-fulfilment.ts';
import { DeclineCommitment } from './plan/decline-commitment.ts';
import { FulfilCommitment } from './plan/fulfil-commitment.ts';
import { MakeCommitment } from './plan/make-commitment.ts';
import { ResumeCommitment } from './plan/resume-commitment.ts';
import { SuspendCommitment } from './plan/suspend-commitment.ts';
import { WaiveCommitment } from './plan/waive-commitment.ts';
import { CommitmentsOfPlan } from './read/commitments-of-plan.ts';

/** The lines of a plan, and what becomes of them. */
@Controller('plans/:plan/commitments')
export class CommitmentsController extends Routes {
  @Get() all(@Ask(CommitmentsOfPlan) ask: Ask<CommitmentsOfPlan>) {
    return this.answer(ask);
  }

  @Post() make(@Act(MakeCommitment) act: Act<MakeCommitment>) {
    return this.decide(act);
  }

  @Post(':commitment/acceptance') accept(@Act(AcceptCommitment) act: Act<AcceptCommitment>) {
    return this.decide(act);
  }

  @Post(':commitment/refusal') decline(@Act(DeclineCommitment) act: Act<DeclineCommitment>) {
    return this.decide(act);
  }

  @Post(':commitment/fulfilments') fulfil(@Act(FulfilCommitment) act: Act<FulfilCommitment>) {
    return this.decide(act);
  }

  @Post(':commitment/fulfilments/:obligation/confirmation') confirm(@Act(ConfirmFulfilment) act: Act<ConfirmFulfilment>) {
    return this.decide(act);
  }

  @Post(':commitment/fulfilments/:obligation/contestation') contest(@Act(ContestFulfilment) act: Act<ContestFulfilment>) {
    return this.decide(act);
  }

  @Post(':commitment/suspension') suspend(@Act(SuspendCommitment) act: Act<SuspendCommitment>) {
    return this.decide(act);
  }

  @Post(':commitment/resumption') resume(@Act(ResumeCommitment) act: Act<ResumeCommitment>) {
    return this.decide(act);
  }

  @Post(':commitment/waiver') waive(@Act(WaiveCommitment) act: Act<WaiveCommitment>) {
    return this.decide(act);
  }
}
