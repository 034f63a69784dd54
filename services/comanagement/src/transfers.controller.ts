import { Controller, Get, Post } from '@nestjs/common';
import { Act, Ask, Routes } from '@patto/service-kit';
import { TransferById } from './read/transfer-by-id.ts';
import { TransferList } from './read/transfer-list.ts';
import { AcceptTransfer } from './transfer/accept-transfer.ts';
import { DeclineTransfer } from './transfer/decline-transfer.ts';
import { OfferTransfer } from './transfer/offer-transfer.ts';

/** Hand-overs of services, offered by their performers or, where somebody has to step in, by the pact's order. */
@Controller('transfers')
export class TransfersController extends Routes {
  @Post() offer(@Act(OfferTransfer) act: Act<OfferTransfer>) {
    return this.decide(act);
  }

  @Get() list(@Ask(TransferList) ask: Ask<TransferList>) {
    return this.answer(ask);
  }

  @Get(':transfer') one(@Ask(TransferById) ask: Ask<TransferById>) {
    return this.answer(ask);
  }

  @Get(':transfer/history') life(@Ask(TransferById) ask: Ask<TransferById>) {
    return this.history(ask);
  }

  @Post(':transfer/acceptance') accept(@Act(AcceptTransfer) act: Act<AcceptTransfer>) {
    return this.decide(act);
  }

  @Post(':transfer/refusal') decline(@Act(DeclineTransfer) act: Act<DeclineTransfer>) {
    return this.decide(act);
  }
}
