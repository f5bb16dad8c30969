import type { StepPlan } from '../../study/schema';

/** A step that a pretrained backbone cannot stand behind; `reason` is a key of `images.misuse`. */
export interface BackboneConflict {
  stepId: string;
  reason: 'backboneScaling' | 'backboneChannels';
}

/** They move black and white away from where the pictures' range says, picture by picture or channel by channel. */
const SCALING = ['mean-subtraction', 'z-score'];

/**
 * Which steps go against the backbone's own input, (v - 127) / 128 of three channels of 0 to 255: a second centring
 * or scaling, and one channel taken of three, unless a step after it makes three again. Pictures that are grey from
 * the beginning are none: their one channel is shown in all three.
 */
export function backboneConflicts(steps: readonly Pick<StepPlan, 'id' | 'step'>[]): BackboneConflict[] {
  return steps.flatMap(({ id, step }, at): BackboneConflict[] => {
    if (SCALING.includes(step)) return [{ stepId: id, reason: 'backboneScaling' }];
    const again = steps.slice(at + 1).some((later) => later.step === 'to-colour');
    return step === 'channel-select' && !again ? [{ stepId: id, reason: 'backboneChannels' }] : [];
  });
}
