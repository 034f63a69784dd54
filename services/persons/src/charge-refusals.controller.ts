import { Controller, Post } from '@nestjs/common';
import { Act, Routes } from '@patto/service-kit';
import { DeclineCharge } from './charge/decline-charge.ts';

/** The reasoned no of a body that does not take charge. */
@Controller('charge-refusals')
export class ChargeRefusalsController extends Routes {
  @Post() decline(@Act(DeclineCharge) act: Act<DeclineCharge>) {
    return this.decide(act);
  }
}
