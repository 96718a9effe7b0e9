// Face of the module: the organisation on any day, and its changes.
export { type By, createUnit, dissolve, merge, move, rename, split } from './change.ts';
export { bodyName, type Issuer, type IssuingUnit, issuerOf, placeAndDate, placeName } from './issuer.ts';
export { loadPack } from './load-pack.ts';
export { rebuild } from './rebuild.ts';
export {
  children,
  coverage,
  descendants,
  findUnits,
  History,
  history,
  inexactFor,
  type Part,
  predecessors,
  Succession,
  successors,
  Tree,
  TreeCount,
  TreeUnit,
  tree,
  treeOn,
  trees,
  treeVersionOn,
  UNIT_KINDS,
  Unit,
  unitById,
  unitForPeriod,
  unitNear,
  unitOn,
  unitsByIds,
  unitsFor,
} from './units.ts';
