import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Problem } from '../../libs/core/index.js';
import { Choice, Door, Gives, Open } from './kit/index.js';

/** That it works. */
export class HealthDto {
  @Choice('Always ok; when it is not, the answer is a problem with status 503.', ['ok'], { example: 'ok' })
  status!: 'ok';
}

@ApiTags('The service')
@Controller('api/health')
export class HealthController {
  constructor(private readonly door: Door) {}

  @Get()
  @Open()
  @Gives(HealthDto, 'See whether the service and its database work')
  async getHealth(): Promise<HealthDto> {
    try {
      await this.door.shared((tx) => tx.rows('select 1'));
    } catch {
      throw new Problem(503, 'database-unreachable', { nl: 'De database is niet te bereiken.', en: 'The database cannot be reached.' });
    }
    return { status: 'ok' };
  }
}
