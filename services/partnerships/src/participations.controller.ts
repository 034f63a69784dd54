import { Controller, Post } from '@nestjs/common';
import { Act, Routes } from '@patto/service-kit';
import { ResumeParticipation } from './pact/resume-participation.ts';
import { SuspendParticipation } from './pact/suspend-participation.ts';
import { WithdrawFromPact } from './pact/withdraw-from-pact.ts';

/** How the parties of an active pact take part in it. */
@Controller('pacts/:pact')
export class ParticipationsController extends Routes {
  @Post('participations/:organisation/suspension') suspend(@Act(SuspendParticipation) act: Act<SuspendParticipation>) {
    return this.decide(act);
  }

  @Post('participations/:organisation/resumption') resume(@Act(ResumeParticipation) act: Act<ResumeParticipation>) {
    return this.decide(act);
  }

  @Post('withdrawals') withdraw(@Act(WithdrawFromPact) act: Act<WithdrawFromPact>) {
    return this.decide(act);
  }
}
