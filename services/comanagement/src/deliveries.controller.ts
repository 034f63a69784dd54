import { Controller, Get, Post } from '@nestjs/common';
import { Act, Ask, Routes } from '@patto/service-kit';
import { CallOffAwaitedWord } from './delivery/call-off-awaited-word.ts';
import { ConfirmAwaitedWord } from './delivery/confirm-awaited-word.ts';
import { ConfirmDelivery } from './delivery/confirm-delivery.ts';
import { ContestDelivery } from './delivery/contest-delivery.ts';
import { RecordDelivery } from './delivery/record-delivery.ts';
import { DeliveryById } from './read/delivery-by-id.ts';

/** What was delivered to one person, and what they say about it. */
@Controller('deliveries')
export class DeliveriesController extends Routes {
  @Post() record(@Act(RecordDelivery) act: Act<RecordDelivery>) {
    return this.decide(act);
  }

  @Get(':delivery') one(@Ask(DeliveryById) ask: Ask<DeliveryById>) {
    return this.answer(ask);
  }

  @Post(':delivery/confirmation') confirm(@Act(ConfirmDelivery) act: Act<ConfirmDelivery>) {
    return this.decide(act);
  }

  @Post(':delivery/contestation') contest(@Act(ContestDelivery) act: Act<ContestDelivery>) {
    return this.decide(act);
  }

  @Post('awaited-acts/:act/confirmation') confirmWord(@Act(ConfirmAwaitedWord) act: Act<ConfirmAwaitedWord>) {
    return this.decide(act);
  }

  @Post('awaited-acts/:act/refusal') callOffWord(@Act(CallOffAwaitedWord) act: Act<CallOffAwaitedWord>) {
    return this.decide(act);
  }
}
