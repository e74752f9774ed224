import { type INestApplicationContext, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import type { Role } from '../../libs/identity/index.js';

/** A route as its controller declares it: `/:gemeente/raad/verslagen/:id`. */
export interface Route {
  method: 'GET' | 'POST';
  path: string;
}

/** Every route of an application, out of its router: a new one is found by itself. */
export function routesOf(app: INestApplicationContext): Route[] {
  const routes: Route[] = [];
  for (const module of app.get(ModulesContainer).values()) {
    for (const { metatype } of module.controllers.values()) {
      if (typeof metatype === 'function') routes.push(...routesOfController(metatype));
    }
  }
  return routes.sort((a, b) => a.path.localeCompare(b.path) || a.method.localeCompare(b.method));
}

function routesOfController(controller: { prototype?: object } & object): Route[] {
  const prototype = (controller as { prototype: Record<string, object> }).prototype;
  const found: Route[] = [];
  for (const name of Object.getOwnPropertyNames(prototype)) {
    const handler = prototype[name];
    if (typeof handler !== 'function' || !Reflect.hasMetadata(METHOD_METADATA, handler)) continue;
    const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number];
    if (method !== 'GET' && method !== 'POST') throw new Error(`A page answers to ${method}: the specs know GET and POST.`);
    for (const prefix of paths(controller)) for (const path of paths(handler)) found.push({ method, path: joined(prefix, path) });
  }
  return found;
}

const paths = (target: object) => [Reflect.getMetadata(PATH_METADATA, target) as string | string[]].flat();

const joined = (...parts: string[]) =>
  `/${parts
    .flatMap((part) => part.split('/'))
    .filter(Boolean)
    .join('/')}`;

/** What stands in an address: by the part before it and its name, as in `rechten/:id`. */
export type Objects = Readonly<Record<string, string>>;

/** The address of a route in one municipality. @throws Error that names a parameter that `objects` does not know */
export function addressOf(path: string, slug: string, objects: Objects): string {
  const parts = path.split('/');
  return parts
    .map((part, index) => {
      if (!part.startsWith(':')) return part;
      if (part === ':gemeente') return slug;
      const key = `${parts[index - 1]}/${part}`;
      const value = objects[key];
      if (value === undefined) throw new Error(`${path}: say what ${key} stands for, in test/web/lived-in-town.ts.`);
      return value;
    })
    .join('/');
}

/** The part of a route behind the municipality: `raad` in `/:gemeente/raad/verslagen`; undefined outside a municipality. */
export function areaOf(path: string): string | undefined {
  const [, gemeente, area = ''] = path.split('/');
  return gemeente === ':gemeente' ? area : undefined;
}

/** Whose door each area is. An area that nobody has to log in for is the public's. */
const DOORS: Readonly<Record<string, Role>> = {
  financien: 'finance_officer',
  wijkorgaan: 'neighbourhood_body',
  initiatief: 'initiative',
  leverancier: 'supplier',
  raad: 'councillor',
  contact: 'contact_officer',
  visitatie: 'visit_panel',
};

/** Who may come here; undefined where anyone may. */
export const doorOf = (path: string): Role | undefined => DOORS[areaOf(path) ?? ''];

/** Whether a route names something besides its municipality; a year is everybody's. */
export const namesAnObject = (path: string) => path.startsWith('/:gemeente/') && path.slice(1).replace('/:jaar', '').includes('/:');
