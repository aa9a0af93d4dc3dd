/** Reads one room file: its needs from `<Room>Needs`, its offers and contributions from what `create<Room>Room` returns. */
import ts from 'typescript';

import type { Module } from '../layout-imports.js';
import { nameContribution } from './contribution-names.js';
import type { Contribution, Need, Offer, PartFacts } from './room-facts.js';
import {
  docOf,
  findConstant,
  findNodes,
  headerOf,
  importedFrom,
  returnedObject,
  roomOf,
  type SourceTree,
} from './source-tree.js';

/** The file of which the kinds of contributions are read. */
const CONTRIBUTIONS = 'src/house/contributions.ts';

export type RoomFile = Omit<PartFacts, 'leftOutBy'>;

/** @throws Error where the file has no needs, or no function that builds the room. */
export function readRoomFile(tree: SourceTree, module: Module): RoomFile {
  const returned = builtRoom(module);
  return {
    path: module.path,
    says: headerOf(module) ?? '',
    needs: readNeeds(tree, module),
    offers: readOffers(returned),
    contributes: readContributions(tree, module, returned),
  };
}

function readNeeds(tree: SourceTree, module: Module): Need[] {
  const needs = module.tree.statements
    .filter(ts.isInterfaceDeclaration)
    .find(({ name }) => name.text.endsWith('Needs'));
  if (needs === undefined) throw new Error(`${module.path} says nothing of what it needs: <Room>Needs`);
  return needs.members
    .filter(ts.isPropertySignature)
    .filter(({ type }) => type?.getText() !== 'Ground')
    .map((member) => readNeed(tree, module, member));
}

function readNeed(tree: SourceTree, module: Module, member: ts.PropertySignature): Need {
  const { type } = member;
  const name = member.name.getText();
  const doc = docOf(member);
  const [owner] = type
    ? findNodes(type, ts.isTypeReferenceNode).flatMap((node) => ownerOf(module, node))
    : [];
  if (type && owner !== undefined) return { name, room: owner, members: pickedFrom(type), doc };
  // A room that knows only the form of what it is given: it is named after whose it is.
  const shaped = type && ts.isTypeLiteralNode(type) ? kebab(name) : undefined;
  if (shaped === undefined || !tree.files.some(({ path }) => path.startsWith(`src/${shaped}/`)))
    return { name, room: undefined, members: [], doc };
  return { name, room: shaped, members: memberNames(type), doc };
}

function ownerOf(module: Module, { typeName }: ts.TypeReferenceNode): string[] {
  const from = importedFrom(module, typeName.getText());
  const isRoom = from?.endsWith('.room.ts') === true && roomOf(from) !== roomOf(module.path);
  return isRoom ? [roomOf(from)] : [];
}

function pickedFrom(type: ts.Node): string[] {
  return findNodes(type, ts.isLiteralTypeNode)
    .filter(({ literal }) => ts.isStringLiteral(literal))
    .map(({ literal }) => literal.getText().replaceAll("'", ''));
}

function memberNames(type: ts.Node | undefined): string[] {
  return type && ts.isTypeLiteralNode(type)
    ? type.members.flatMap(({ name }) => (name ? [name.getText()] : []))
    : [];
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** @returns the object that `create<Room>Room` gives back. */
function builtRoom({ path, tree }: Module): ts.ObjectLiteralExpression {
  const build = tree.statements
    .filter(ts.isFunctionDeclaration)
    .find(({ name }) => /^create\w*Room$/.test(name?.text ?? ''));
  const returned = build?.body && returnedObject(build.body);
  if (returned === undefined) throw new Error(`${path} has no create<Room>Room that returns one object`);
  return returned;
}

function readOffers(returned: ts.ObjectLiteralExpression): Offer[] {
  return returned.properties.flatMap((property) => {
    const spread = ts.isSpreadAssignment(property) ? returnedObject(property.expression) : undefined;
    if (spread) return readOffers(spread);
    const name = property.name?.getText();
    return name === undefined || name === 'contributes' ? [] : [{ name, doc: docOf(property) }];
  });
}

function readContributions(
  tree: SourceTree,
  module: Module,
  returned: ts.ObjectLiteralExpression,
): Contribution[] {
  const tables = tableKinds(tree);
  const contributes = returned.properties
    .filter(ts.isPropertyAssignment)
    .find(({ name }) => name.getText() === 'contributes');
  const given = contributes && returnedObject(contributes.initializer);
  return (given?.properties ?? []).flatMap((property) => {
    const key = property.name?.getText();
    const value = valueOf(tree, module, property);
    if (key === undefined) return [];
    if (value === undefined || key === 'start' || key === 'stop') return [{ kind: key, names: [] }];
    const place = { tree, module, isTable: tables.includes(key) };
    return [{ kind: key, names: nameContribution(place, { key, value }) }];
  });
}

function valueOf(
  tree: SourceTree,
  module: Module,
  property: ts.ObjectLiteralElementLike,
): ts.Node | undefined {
  if (ts.isPropertyAssignment(property)) return property.initializer;
  if (!ts.isShorthandPropertyAssignment(property)) return undefined;
  return findConstant(tree, module, property.name.text)?.node;
}

/** Kinds that go by a name. */
function tableKinds(tree: SourceTree): string[] {
  return contributionKinds(tree, 'Tables').map(({ name }) => name);
}

/** The members of `Lists` or `Tables`, with what is said of each. */
export function contributionKinds(tree: SourceTree, form: 'Lists' | 'Tables'): Offer[] {
  const kinds = tree
    .find(CONTRIBUTIONS)
    ?.tree.statements.filter(ts.isInterfaceDeclaration)
    .find(({ name }) => name.text === form);
  return (kinds?.members ?? []).map((member) => ({ name: member.name?.getText() ?? '', doc: docOf(member) }));
}
