import { Controller, Get, Post } from '@nestjs/common';
import { Act, Ask, Routes } from '@patto/service-kit';
import { AcceptMandate } from './mandate/accept-mandate.ts';
import { DeclineMandate } from './mandate/decline-mandate.ts';
import { DelegateMandate } from './mandate/delegate-mandate.ts';
import { GrantMandate } from './mandate/grant-mandate.ts';
import { RevokeMandate } from './mandate/revoke-mandate.ts';
import { MandateById } from './read/mandate-by-id.ts';
import { MandateList } from './read/mandate-list.ts';

/** Who may do what, where, about what and how long. */
@Controller('mandates')
export class MandatesController extends Routes {
  @Post() grant(@Act(GrantMandate) act: Act<GrantMandate>) {
    return this.decide(act);
  }

  @Get() list(@Ask(MandateList) ask: Ask<MandateList>) {
    return this.answer(ask);
  }

  @Get(':mandate') one(@Ask(MandateById) ask: Ask<MandateById>) {
    return this.answer(ask);
  }

  @Get(':mandate/history') life(@Ask(MandateById) ask: Ask<MandateById>) {
    return this.history(ask);
  }

  @Post(':mandate/acceptance') accept(@Act(AcceptMandate) act: Act<AcceptMandate>) {
    return this.decide(act);
  }

  @Post(':mandate/refusal') decline(@Act(DeclineMandate) act: Act<DeclineMandate>) {
    return this.decide(act);
  }

  @Post(':mandate/revocation') revoke(@Act(RevokeMandate) act: Act<RevokeMandate>) {
    return this.decide(act);
  }

  @Post(':source/delegations') delegate(@Act(DelegateMandate) act: Act<DelegateMandate>) {
    return this.decide(act);
  }
}
