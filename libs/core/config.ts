import 'reflect-metadata';
import { plainToInstance, Transform, Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  IsUrl,
  Matches,
  Max,
  Min,
  MinLength,
  validateSync,
} from 'class-validator';
import { Clock, MovedClock } from './clock.js';

const flag = () =>
  Transform(({ value }) => (value === 'true' || value === '1' ? true : value === 'false' || value === '0' ? false : value));

/** The configuration of the doors, read from the environment once, at boot. The table in README.md says the same in words. */
export class Config {
  /** PostgreSQL, as the role that owns nothing. */
  @Matches(/^postgres(ql)?:\/\//, { message: 'a postgresql:// address, of the role buurtkas_app' })
  APP_DATABASE_URL!: string;

  /** Redis for the queue; without it the queue runs on PostgreSQL. */
  @IsOptional()
  @Matches(/^rediss?:\/\//, { message: 'a redis:// or rediss:// address' })
  REDIS_URL?: string;

  /** Signs cookies and tokens. */
  @IsString()
  @MinLength(32, { message: 'a secret text of at least 32 characters' })
  APP_SECRET!: string;

  /** The address people type, without a slash at the end; links in mails and QR codes begin with it. */
  @IsUrl({ require_tld: false, require_protocol: true, protocols: ['http', 'https'] }, { message: 'an http(s):// address without a path' })
  PUBLIC_URL: string = 'http://localhost:3000';

  @Type(() => Number)
  @IsInt({ message: 'a port number from 0 to 65535' })
  @Min(0, { message: 'a port number from 0 to 65535' })
  @Max(65535, { message: 'a port number from 0 to 65535' })
  PORT: number = 3000;

  /** The interface the doors listen on. */
  @IsString({ message: 'an IP address or host name' })
  HOST: string = '127.0.0.1';

  /** How many proxies stand in front of a door; each adds the address it was called from. 0 when people reach the door itself. */
  @Type(() => Number)
  @IsInt({ message: 'a whole number from 0 to 10' })
  @Min(0, { message: 'a whole number from 0 to 10' })
  @Max(10, { message: 'a whole number from 0 to 10' })
  TRUSTED_PROXIES: number = 0;

  /** Offers a button per demo role on the login page. Never in production. */
  @flag()
  @IsBoolean({ message: 'true or false' })
  DEMO: boolean = false;

  /** The day it is, to try out later years; only beside DEMO. */
  @IsOptional()
  @IsISO8601({ strict: true }, { message: 'an existing day, for example 2027-01-02' })
  @Matches(/^\d{4}-\d{2}-\d{2}$/, { message: 'an existing day, for example 2027-01-02' })
  DEMO_DAY?: string;

  @IsIn(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], { message: 'fatal, error, warn, info, debug or silent' })
  LOG_LEVEL: string = 'info';

  /** Connections to PostgreSQL per process (docs/operations.md). */
  @Type(() => Number)
  @IsInt({ message: 'a whole number from 2 to 50' })
  @Min(2, { message: 'a whole number from 2 to 50' })
  @Max(50, { message: 'a whole number from 2 to 50' })
  DATABASE_POOL: number = 12;

  /** Jobs one worker process runs at the same time. */
  @Type(() => Number)
  @IsInt({ message: 'a whole number from 1 to 50' })
  @Min(1, { message: 'a whole number from 1 to 50' })
  @Max(50, { message: 'a whole number from 1 to 50' })
  WORKER_CONCURRENCY: number = 4;
}

/** The clock a door goes by: the real one, unless the demo was set to another day. */
export function clockOf({ DEMO, DEMO_DAY }: Pick<Config, 'DEMO' | 'DEMO_DAY'>): Clock {
  return DEMO && DEMO_DAY ? new MovedClock(DEMO_DAY) : new Clock();
}

/**
 * Reads and checks the configuration. An empty variable counts as not set.
 * @throws Error that names every wrong variable and what is expected of it, never its value (it may be a secret)
 */
export function loadConfig(environment: Record<string, string | undefined> = process.env): Config {
  const set = Object.fromEntries(
    Object.entries(environment).filter(([name, value]) => value !== '' && value !== undefined && KEYS.has(name)),
  );
  const config = plainToInstance(Config, set);
  const wrong = validateSync(config, { whitelist: true });
  if (config.DEMO_DAY && !config.DEMO)
    throw new Error('The configuration is not right:\n  DEMO_DAY: expected only together with DEMO=true');
  if (wrong.length > 0) {
    const lines = wrong.map((error) => `  ${error.property}: expected ${Object.values(error.constraints ?? {})[0]}`);
    throw new Error(`The configuration is not right:\n${lines.join('\n')}`);
  }
  return config;
}

const KEYS = new Set([
  'APP_DATABASE_URL',
  'REDIS_URL',
  'APP_SECRET',
  'PUBLIC_URL',
  'PORT',
  'HOST',
  'TRUSTED_PROXIES',
  'DEMO',
  'DEMO_DAY',
  'LOG_LEVEL',
  'DATABASE_POOL',
  'WORKER_CONCURRENCY',
]);
