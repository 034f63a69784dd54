import { Controller, Get, Post } from '@nestjs/common';
import { Act, Ask, Routes } from '@patto/service-kit';
import { CapacityOfService } from './read/capacity-of-service.ts';
import { CapacityList } from './read/capacity-list.ts';
import { ServiceById } from './read/service-by-id.ts';
import { ServiceList } from './read/service-list.ts';
import { WaitingListOfService } from './read/waiting-list-of-service.ts';
import { SuspendServiceUrgently } from './service/suspend-service-urgently.ts';

/** Services that the parties of a pact run together. Nobody changes one here but by a decision; only in an emergency it is halted. */
@Controller('services')
export class ServicesController extends Routes {
  @Get() list(@Ask(ServiceList) ask: Ask<ServiceList>) {
    return this.answer(ask);
  }

  @Get(':service') one(@Ask(ServiceById) ask: Ask<ServiceById>) {
    return this.answer(ask);
  }

  @Get(':service/history') life(@Ask(ServiceById) ask: Ask<ServiceById>) {
    return this.history(ask);
  }

  @Get(':service/capacity') capacity(@Ask(CapacityOfService) ask: Ask<CapacityOfService>) {
    return this.answer(ask);
  }

  @Get(':service/waiting-list') waitingList(@Ask(WaitingListOfService) ask: Ask<WaitingListOfService>) {
    return this.answer(ask);
  }

  @Post(':service/urgent-suspensions') suspendUrgently(@Act(SuspendServiceUrgently) act: Act<SuspendServiceUrgently>) {
    return this.decide(act);
  }
}

/** How much there is of services, by unit. */
@Controller('capacity')
export class CapacityController extends Routes {
  @Get() list(@Ask(CapacityList) ask: Ask<CapacityList>) {
    return this.answer(ask);
  }
}
