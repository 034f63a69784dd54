import { Controller, Get, Post } from '@nestjs/common';
import { Act, Ask, Routes } from '@patto/service-kit';
import { ChooseOption } from './plan/choose-option.ts';
import { ClosePlan } from './plan/close-plan.ts';
import { DeclineToSign } from './plan/decline-to-sign.ts';
import { ObjectToPlan } from './plan/object-to-plan.ts';
import { OfferOption } from './plan/offer-option.ts';
import { OpenPlan } from './plan/open-plan.ts';
import { ProposePlan } from './plan/propose-plan.ts';
import { RecordProgress } from './plan/record-progress.ts';
import { RefuseOption } from './plan/refuse-option.ts';
import { ReportOptionUnavailable } from './plan/report-option-unavailable.ts';
import { ReshapePlan } from './plan/reshape-plan.ts';
import { SetGoal } from './plan/set-goal.ts';
import { ShapeOption } from './plan/shape-option.ts';
import { SignPlan } from './plan/sign-plan.ts';
import { WithdrawReshaping } from './plan/withdraw-reshaping.ts';
import { ChoicesOfPlan } from './read/choices-of-plan.ts';
import { MyPlans } from './read/my-plans.ts';
import { PlanById } from './read/plan-by-id.ts';

/** A personalised plan: what is wanted, what there is to choose from, and how it is agreed. */
@Controller('plans')
export class PlansController extends Routes {
  @Get() mine(@Ask(MyPlans) ask: Ask<MyPlans>) {
    return this.answer(ask);
  }

  @Post() open(@Act(OpenPlan) act: Act<OpenPlan>) {
    return this.decide(act);
  }

  @Get(':plan') one(@Ask(PlanById) ask: Ask<PlanById>) {
    return this.answer(ask);
  }

  @Get(':plan/history') life(@Ask(PlanById) ask: Ask<PlanById>) {
    return this.history(ask);
  }

  @Get(':plan/choices') choices(@Ask(ChoicesOfPlan) ask: Ask<ChoicesOfPlan>) {
    return this.answer(ask);
  }

  @Post(':plan/goals') setGoal(@Act(SetGoal) act: Act<SetGoal>) {
    return this.decide(act);
  }

  @Post(':plan/goals/:goal/progress') progress(@Act(RecordProgress) act: Act<RecordProgress>) {
    return this.decide(act);
  }

  @Post(':plan/options') offer(@Act(OfferOption) act: Act<OfferOption>) {
    return this.decide(act);
  }

  @Post(':plan/shaped-options') shape(@Act(ShapeOption) act: Act<ShapeOption>) {
    return this.decide(act);
  }

  @Post(':plan/options/:option/choice') choose(@Act(ChooseOption) act: Act<ChooseOption>) {
    return this.decide(act);
  }

  @Post(':plan/options/:option/refusal') refuse(@Act(RefuseOption) act: Act<RefuseOption>) {
    return this.decide(act);
  }

  @Post(':plan/unavailable-options') reportUnavailable(@Act(ReportOptionUnavailable) act: Act<ReportOptionUnavailable>) {
    return this.decide(act);
  }

  @Post(':plan/objections') object(@Act(ObjectToPlan) act: Act<ObjectToPlan>) {
    return this.decide(act);
  }

  @Post(':plan/proposal') propose(@Act(ProposePlan) act: Act<ProposePlan>) {
    return this.decide(act);
  }

  @Post(':plan/signatures') sign(@Act(SignPlan) act: Act<SignPlan>) {
    return this.decide(act);
  }

  @Post(':plan/signatures/refusal') declineToSign(@Act(DeclineToSign) act: Act<DeclineToSign>) {
    return this.decide(act);
  }

  @Post(':plan/reshaping') reshape(@Act(ReshapePlan) act: Act<ReshapePlan>) {
    return this.decide(act);
  }

  @Post(':plan/reshaping/withdrawal') withdrawReshaping(@Act(WithdrawReshaping) act: Act<WithdrawReshaping>) {
    return this.decide(act);
  }

  @Post(':plan/closure') close(@Act(ClosePlan) act: Act<ClosePlan>) {
    return this.decide(act);
  }
}
