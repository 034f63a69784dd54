import { Controller, Get } from '@nestjs/common';
import { Ask, Routes } from '@patto/service-kit';
import { ReferralMeasures } from './read/referral-measures.ts';

/** How providers answer, in numbers. */
@Controller('referral-measures')
export class ReferralMeasuresController extends Routes {
  @Get() all(@Ask(ReferralMeasures) ask: Ask<ReferralMeasures>) {
    return this.answer(ask);
  }
}
