import { Controller, Get, Post } from '@nestjs/common';
import { Act, Ask, Routes } from '@patto/service-kit';
import { CallOffAct } from './act/call-off-act.ts';
import { ConfirmAct } from './act/confirm-act.ts';
import { AwaitedActById } from './read/awaited-act-by-id.ts';
import { AwaitedActList } from './read/awaited-act-list.ts';

/** Acts that were dictated, taken from paper, or that two have to do together, while they wait. */
@Controller('awaited-acts')
export class AwaitedActsController extends Routes {
  @Get() all(@Ask(AwaitedActList) ask: Ask<AwaitedActList>) {
    return this.answer(ask);
  }

  @Get(':act') one(@Ask(AwaitedActById) ask: Ask<AwaitedActById>) {
    return this.answer(ask);
  }

  @Post(':act/confirmation') confirm(@Act(ConfirmAct) act: Act<ConfirmAct>) {
    return this.decide(act);
  }

  @Post(':act/refusal') callOff(@Act(CallOffAct) act: Act<CallOffAct>) {
    return this.decide(act);
  }
}
