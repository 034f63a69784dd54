import { Controller, Get, Header, Post } from '@nestjs/common';
import { Act, Ask, Routes } from '@patto/service-kit';
import { CallOffReferralLink } from './referral/call-off-referral-link.ts';
import { IssueReferralLink } from './referral/issue-referral-link.ts';
import { DeliveriesOfReferral } from './read/deliveries-of-referral.ts';
import { ReferralAsFhir } from './read/referral-as-fhir.ts';
import { ReferralById } from './read/referral-by-id.ts';
import { ReferralList } from './read/referral-list.ts';
import { AcceptReferral } from './referral/accept-referral.ts';
import { AcknowledgeReferral } from './referral/acknowledge-referral.ts';
import { AssignOutcome } from './referral/assign-outcome.ts';
import { CloseReferral } from './referral/close-referral.ts';
import { CompleteReferral } from './referral/complete-referral.ts';
import { HoldReferral } from './referral/hold-referral.ts';
import { ReRouteReferral } from './referral/re-route-referral.ts';
import { ReferOutside } from './referral/refer-outside.ts';
import { RejectReferral } from './referral/reject-referral.ts';
import { RequestReferral } from './referral/request-referral.ts';
import { ResumeReferral } from './referral/resume-referral.ts';
import { StartReferral } from './referral/start-referral.ts';
import { WithdrawReferral } from './referral/withdraw-referral.ts';

/** From the request to the outcome. */
@Controller('referrals')
export class ReferralsController extends Routes {
  @Get() all(@Ask(ReferralList) ask: Ask<ReferralList>) {
    return this.answer(ask);
  }

  @Post() request(@Act(RequestReferral) act: Act<RequestReferral>) {
    return this.decide(act);
  }

  @Post('outside') referOutside(@Act(ReferOutside) act: Act<ReferOutside>) {
    return this.decide(act);
  }

  @Get(':referral') one(@Ask(ReferralById) ask: Ask<ReferralById>) {
    return this.answer(ask);
  }

  @Get(':referral/history') life(@Ask(ReferralById) ask: Ask<ReferralById>) {
    return this.history(ask);
  }

  @Get(':referral/fhir') @Header('content-type', 'application/fhir+json') fhir(@Ask(ReferralAsFhir) ask: Ask<ReferralAsFhir>) {
    return this.answer(ask);
  }

  @Get(':referral/deliveries') delivered(@Ask(DeliveriesOfReferral) ask: Ask<DeliveriesOfReferral>) {
    return this.answer(ask);
  }

  @Post(':referral/links') issueLink(@Act(IssueReferralLink) act: Act<IssueReferralLink>) {
    return this.decide(act);
  }

  @Post(':referral/links/:link/recall') callOffLink(@Act(CallOffReferralLink) act: Act<CallOffReferralLink>) {
    return this.decide(act);
  }

  @Post(':referral/acknowledgement') acknowledge(@Act(AcknowledgeReferral) act: Act<AcknowledgeReferral>) {
    return this.decide(act);
  }

  @Post(':referral/acceptance') accept(@Act(AcceptReferral) act: Act<AcceptReferral>) {
    return this.decide(act);
  }

  @Post(':referral/rejection') reject(@Act(RejectReferral) act: Act<RejectReferral>) {
    return this.decide(act);
  }

  @Post(':referral/re-routing') reRoute(@Act(ReRouteReferral) act: Act<ReRouteReferral>) {
    return this.decide(act);
  }

  @Post(':referral/withdrawal') withdraw(@Act(WithdrawReferral) act: Act<WithdrawReferral>) {
    return this.decide(act);
  }

  @Post(':referral/start') start(@Act(StartReferral) act: Act<StartReferral>) {
    return this.decide(act);
  }

  @Post(':referral/hold') hold(@Act(HoldReferral) act: Act<HoldReferral>) {
    return this.decide(act);
  }

  @Post(':referral/resumption') resume(@Act(ResumeReferral) act: Act<ResumeReferral>) {
    return this.decide(act);
  }

  @Post(':referral/completion') complete(@Act(CompleteReferral) act: Act<CompleteReferral>) {
    return this.decide(act);
  }

  @Post(':referral/outcome') assign(@Act(AssignOutcome) act: Act<AssignOutcome>) {
    return this.decide(act);
  }

  @Post(':referral/closure') close(@Act(CloseReferral) act: Act<CloseReferral>) {
    return this.decide(act);
  }
}
