import { familyByName } from '.';

/** Whether a family's models keep known directions: trees do. Of a family that this version does not know nobody can say. */
export function keepsDirections(name: string): boolean {
  try {
    return familyByName(name).reads === 'levels';
  } catch {
    return false;
  }
}
