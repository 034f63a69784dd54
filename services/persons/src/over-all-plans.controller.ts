import { Controller, Get } from '@nestjs/common';
import { Ask, Routes } from '@patto/service-kit';
import { CapabilityGaps } from './read/capability-gaps.ts';
import { CommitmentList } from './read/commitment-list.ts';

/** What is asked over all plans that one may read, or in numbers only. */
@Controller()
export class OverAllPlansController extends Routes {
  @Get('commitments') commitments(@Ask(CommitmentList) ask: Ask<CommitmentList>) {
    return this.answer(ask);
  }

  @Get('capability-gaps') gaps(@Ask(CapabilityGaps) ask: Ask<CapabilityGaps>) {
    return this.answer(ask);
  }
}
