import { Controller, Get, Post } from '@nestjs/common';
import { Act, Ask, Routes } from '@patto/service-kit';
import { AcceptCase } from './charge/accept-case.ts';
import { CloseCharge } from './charge/close-charge.ts';
import { HandOverCase } from './charge/hand-over-case.ts';
import { NameCaseManager } from './charge/name-case-manager.ts';
import { TakeCharge } from './charge/take-charge.ts';
import { ChargeById } from './read/charge-by-id.ts';
import { ChargesOfBody } from './read/charges-of-body.ts';

/** Who has taken charge of whom. */
@Controller('charges')
export class ChargesController extends Routes {
  @Get() ofBody(@Ask(ChargesOfBody) ask: Ask<ChargesOfBody>) {
    return this.answer(ask);
  }

  @Post() take(@Act(TakeCharge) act: Act<TakeCharge>) {
    return this.decide(act);
  }

  @Get(':charge') one(@Ask(ChargeById) ask: Ask<ChargeById>) {
    return this.answer(ask);
  }

  @Get(':charge/history') life(@Ask(ChargeById) ask: Ask<ChargeById>) {
    return this.history(ask);
  }

  @Post(':charge/case-manager') nameManager(@Act(NameCaseManager) act: Act<NameCaseManager>) {
    return this.decide(act);
  }

  @Post(':charge/hand-over') handOver(@Act(HandOverCase) act: Act<HandOverCase>) {
    return this.decide(act);
  }

  @Post(':charge/hand-over/acceptance') acceptCase(@Act(AcceptCase) act: Act<AcceptCase>) {
    return this.decide(act);
  }

  @Post(':charge/closure') close(@Act(CloseCharge) act: Act<CloseCharge>) {
    return this.decide(act);
  }
}
