import { Controller, Get, Post } from '@nestjs/common';
import { Act, Ask, Routes } from '@patto/service-kit';
import { AmendProposal } from './decision/amend-proposal.ts';
import { AnswerObjection } from './decision/answer-objection.ts';
import { AttachAct } from './decision/attach-act.ts';
import { OpenDecision } from './decision/open-decision.ts';
import { TakePosition } from './decision/take-position.ts';
import { DecisionById } from './read/decision-by-id.ts';
import { DecisionList } from './read/decision-list.ts';

/** What the parties of a pact decide together. */
@Controller('decisions')
export class DecisionsController extends Routes {
  @Post() open(@Act(OpenDecision) act: Act<OpenDecision>) {
    return this.decide(act);
  }

  @Get() list(@Ask(DecisionList) ask: Ask<DecisionList>) {
    return this.answer(ask);
  }

  @Get(':decision') one(@Ask(DecisionById) ask: Ask<DecisionById>) {
    return this.answer(ask);
  }

  @Get(':decision/history') life(@Ask(DecisionById) ask: Ask<DecisionById>) {
    return this.history(ask);
  }

  @Post(':decision/positions') takePosition(@Act(TakePosition) act: Act<TakePosition>) {
    return this.decide(act);
  }

  @Post(':decision/objections/:organisation/answer') answerObjection(@Act(AnswerObjection) act: Act<AnswerObjection>) {
    return this.decide(act);
  }

  @Post(':decision/amendments') amend(@Act(AmendProposal) act: Act<AmendProposal>) {
    return this.decide(act);
  }

  @Post(':decision/act') attachAct(@Act(AttachAct) act: Act<AttachAct>) {
    return this.decide(act);
  }
}
