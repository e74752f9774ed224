import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { notFound } from '../../../libs/core/index.js';
import {
  type CouncilReport,
  councilReportById,
  listCouncilReports,
  reportFile,
  requestCouncilReport,
} from '../../../libs/reporting/index.js';
import { type Call, Caller, Door, Gives, GivesFile, Needs, pageIn, PageOf, PageQuery, PathId, shown } from '../kit/index.js';
import { CouncilReportDto, NewCouncilReportDto } from './council-reports.dto.js';

const TYPES = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv',
} as const;

const pathOf = (id: string) => `/api/v1/council-reports/${id}`;

function view(report: CouncilReport): CouncilReportDto {
  const { id, fiscalYear, meetingOn, cutOff, requestedAt, jobId, state, progressDone, progressTotal, error, finishedAt, files } = report;
  return {
    ...{ id, fiscalYear, meetingOn, cutOff, requestedAt, jobId, state, progressDone, progressTotal, error, finishedAt },
    files: files.map(({ format, name, size, sha256 }) => ({ format, name, size, sha256, href: `${pathOf(id)}/files/${format}` })),
  };
}

@ApiTags('Reports')
@Controller('api/v1/council-reports')
export class CouncilReportsController {
  constructor(private readonly door: Door) {}

  @Get()
  @Needs('report.read')
  @Gives(PageOf(CouncilReportDto), 'List the latest council reports, newest first', { about: 'The latest 100.' })
  async listCouncilReports(@Caller() call: Call, @Query() query: PageQuery) {
    return shown(call, pageIn(await this.door.run(call, listCouncilReports), query), view);
  }

  @Post()
  @Needs('report.request')
  @Gives(CouncilReportDto, 'Ask for a council report', {
    status: 202,
    about:
      'It is made in the background; follow the `Location` header to see how far it is. Asking again for the same year and meeting gives the same report.',
  })
  async requestCouncilReport(@Caller() call: Call, @Body() body: NewCouncilReportDto) {
    const report = await this.door.run(call, async (tx) => councilReportById(tx, (await requestCouncilReport(tx, body)).reportId));
    call.reply.header('location', pathOf(report.id));
    return view(report);
  }

  @Get(':id')
  @Needs('report.read')
  @Gives(CouncilReportDto, 'Get a council report, or how far it is')
  getCouncilReport(@Caller() call: Call, @PathId() id: string) {
    return this.door.run(call, async (tx) => view(await councilReportById(tx, id)));
  }

  @Get(':id/files/:format')
  @Needs('report.read')
  @ApiParam({ name: 'format', description: 'Which file.', schema: { type: 'string', enum: Object.keys(TYPES) }, example: 'pdf' })
  @GivesFile('Get a file of a council report', ...Object.values(TYPES))
  async getCouncilReportFile(@Caller() call: Call, @PathId() id: string, @Param('format') format: string) {
    if (!isFormat(format)) throw notFound();
    const { name, bytes } = await this.door.run(call, (tx) => reportFile(tx, id, format));
    const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(name)}`;
    call.reply.header('content-type', TYPES[format]).header('content-disposition', disposition);
    return bytes;
  }
}

function isFormat(text: string): text is keyof typeof TYPES {
  return Object.hasOwn(TYPES, text);
}
